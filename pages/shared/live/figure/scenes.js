// What Plotly leaves to do where a figure has three dimensions.

/** Keeps how the scenes are turned. Plotly learns it when the hand lets go, and a figure is drawn anew before that. */
export function keepCameras({ _fullLayout, layout }) {
  for (const name of _fullLayout?._subplots?.gl3d ?? []) _fullLayout[name]._scene?.saveLayout(layout);
}
