// Plotly itself, read once for the page, with the words of its few buttons in the page's other language.

import { make } from "../app.js";

const CHINESE = {
  moduleType: "locale",
  name: "zh",
  dictionary: {
    "Download plot as a PNG": "下载图片（PNG）",
    Pan: "平移",
    "Reset axes": "重置坐标轴",
    "Reset camera to default": "重置视角",
    Zoom: "缩放",
  },
  format: {},
};

let reading;

/** Plotly, from its address relative to the app's root. */
export function plotlyFrom(path) {
  reading ??= new Promise((resolve, reject) => {
    const script = make("script", { src: new URL(path, document.baseURI).href });
    script.addEventListener("load", () => {
      window.Plotly.register(CHINESE);
      resolve(window.Plotly);
    });
    script.addEventListener("error", () => {
      reading = undefined;
      reject(new Error(`${path} could not be read.`));
    });
    document.head.append(script);
  });
  return reading;
}
