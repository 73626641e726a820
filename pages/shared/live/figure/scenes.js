// What Plotly leaves to do where a figure has three dimensions.

/** Puts into a new layout how the reader has turned each scene, unless the script itself turns it now. Plotly remembers
    it only when the hand lets go, and a figure is drawn anew before that. */
export function keepCameras(plot, layout) {
  const given = (plot.givenCameras ??= {}); // by the script, last
  for (const name of plot._fullLayout?._subplots?.gl3d ?? []) {
    const asked = JSON.stringify(layout[name]?.camera);
    const scene = plot._fullLayout[name]._scene;
    if (scene && given[name] === asked) layout[name] = { ...layout[name], camera: scene.getCamera() };
    given[name] = asked;
  }
}
