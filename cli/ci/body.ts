/** An invisible line by which a step finds its own comment again. */
export const marker = (name: string): string => `<!-- slostack: ${name} -->`;

export interface BodyParts {
  readonly marker: string;
  readonly text: string;
  /** always at the end, whatever is cut */
  readonly foot: string;
  /** characters that the whole may have */
  readonly longest: number;
}

/** A comment or an issue: marker, text, foot. A text that is too long is cut between two lines, and says so. */
export function bodyOf({ marker, text, foot, longest }: BodyParts): string {
  const whole = (middle: string) => `${marker}\n${middle.trimEnd()}\n\n${foot}\n`;
  if (whole(text).length <= longest) return whole(text);
  const said = "_It is longer than a comment may be and ends here; all of it is in the files of the run._";
  const lines = text.split("\n");
  const beginning = (count: number) => whole(`${closed(lines.slice(0, count).join("\n"))}\n${said}`);
  let count = 0;
  for (let length = whole(said).length; count < lines.length && length <= longest; count++) length += (lines[count]?.length ?? 0) + 1;
  // What is open at the cut takes room as well, a few lines at most.
  while (count > 0 && beginning(count).length > longest) count--;
  return beginning(count);
}

/** A beginning of a text with what it left open closed again: otherwise the foot would be inside of it. */
function closed(text: string): string {
  const lines = text.split("\n");
  let fence: string | undefined;
  let details = 0;
  for (const line of lines) {
    const [, marks] = /^\s{0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence === undefined && marks !== undefined) fence = marks;
    else if (fence !== undefined && marks?.startsWith(fence) && line.trim() === marks) fence = undefined;
    else if (fence === undefined) details += count(line, /<details>/g) - count(line, /<\/details>/g);
  }
  const ends = [...(fence === undefined ? [] : [fence]), ...Array.from({ length: Math.max(0, details) }, () => "\n</details>")];
  return `${text}\n${ends.map((end) => `${end}\n`).join("")}`;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
