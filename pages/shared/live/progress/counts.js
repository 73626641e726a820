// How much of what there is has been done.

/** `{met, tried}` of a topic: how many of its challenges and experiments, `known` by their names, are done. */
export function counted(names, known) {
  const done = new Set(names);
  const of = (kind) => known[kind].filter((name) => done.has(`${kind}.${name}`)).length;
  return { met: of("challenge"), tried: of("experiment") };
}
