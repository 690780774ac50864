/** Content hashes of the files a model has read or written in its context; guards edits against changes in between. */
export type ReadMemory = Map<string, string>;

export function newReadMemory(): ReadMemory {
  return new Map();
}
