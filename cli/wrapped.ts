/** As many words, or as many items of a list, as a line of this width takes; what is left out shows as `…`. */
export function fitting(text: string, width: number, between: " " | ", " = " "): string {
  if (text.length <= width) return text;
  const end = text.lastIndexOf(between, width - between.length - 1);
  return `${text.slice(0, Math.max(0, end))}${between}…`;
}

/** Wraps words; one longer than a line gets its own line. */
export function wrapped(text: string, width: number, first: string, further: string): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(" ")) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = further;
      empty = true;
    }
    line = empty ? `${line}${word}` : `${line} ${word}`;
    empty = false;
  }
  return [...lines, line.trimEnd()];
}
