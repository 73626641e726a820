// What Plotly leaves to do where a figure has three dimensions.

const SPATIAL = /3d$|^(surface|cone|streamtube|volume|isosurface)$/;

/** The layout of a figure, which names its scene: without a name a scene would be turned by no hand. */
export const withScene = ({ data, layout }) => (data.some(({ type }) => SPATIAL.test(type)) ? { scene: {}, ...layout } : layout);

/** Puts into a new layout how the reader has turned each scene, unless the script itself turns it now. Plotly remembers
    it only when the hand lets go, and a figure is drawn anew before that. */
export function keepCameras(plot, layout) {
  const given = (plot.givenCameras ??= {}); // by the script, last
  for (const name of plot._fullLayout?._subplots?.gl3d ?? []) {
    const asked = JSON.stringify(layout[name]?.camera);
    const scene = plot._fullLayout[name]._scene;
    if (scene) leaveToTheHand(scene);
    if (scene && given[name] === asked) layout[name] = { ...layout[name], camera: scene.getCamera() };
    given[name] = asked;
  }
}

/** How the reader has turned each scene, as changes of the layout: Plotly draws it as it was when the hand let go, and
    on a busy machine the scene goes on to turn for a moment. */
export function camerasNow(plot) {
  const scenes = (plot._fullLayout?._subplots?.gl3d ?? []).map((name) => [name, plot._fullLayout[name]._scene]);
  return Object.fromEntries(scenes.filter(([, scene]) => scene).map(([name, scene]) => [`${name}.camera`, scene.getCamera()]));
}

/** Has what is drawn next pass over the traces in space that are still: Plotly would work out each surface anew. */
export function leaveStill(plot, still) {
  for (const name of plot._fullLayout?._subplots?.gl3d ?? []) {
    const { traces = {} } = plot._fullLayout[name]._scene ?? {};
    for (const { uid, index } of plot._fullData) {
      const trace = traces[uid];
      if (trace) trace.update = still[index] ? () => {} : Object.getPrototypeOf(trace).update;
    }
  }
}

/** For half a second after every drawing Plotly sets the axis upright, and no hand turns the scene meanwhile. It has to
    be done once. */
function leaveToTheHand(scene) {
  if (Object.hasOwn(scene, "updateFx")) return;
  scene.updateFx = function (dragmode, hovermode) {
    const upright = dragmode === "turntable" && this.camera?.mode === dragmode;
    if (upright) this.fullSceneLayout.hovermode = hovermode;
    else Object.getPrototypeOf(this).updateFx.call(this, dragmode, hovermode);
  };
}
