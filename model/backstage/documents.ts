/** Where a document of a text begins and ends. */
type Range = readonly [start: number, end: number];

/** The documents of a file of YAML that hold something; one for a file that holds nothing. */
export function documentsOf(text: string): readonly Range[] {
  const starts = [0, ...[...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index)];
  const all = starts.map((start, index): Range => [start, starts[index + 1] ?? text.length]);
  const held = all.filter(([start, end]) => /[^\s#-]/.test(text.slice(start, end).replaceAll(/^\s*#.*$|^---.*$/gm, "")));
  return held.length > 0 ? held : [[0, text.length]];
}

/** The text with nothing but one document in it, every character of which stays where it is. */
export function documentAt(text: string, documents: readonly Range[], index: number): string {
  const [start, end] = documents[index] ?? [0, text.length];
  const blank = (part: string) => part.replaceAll(/[^\r\n]/g, " ");
  return blank(text.slice(0, start)) + text.slice(start, end) + blank(text.slice(end));
}
