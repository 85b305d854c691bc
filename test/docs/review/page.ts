import type { Shown } from "./scenes.ts";

/** What can stand between the marks of a page: `<!-- scene: target diff -->` and `<!-- end -->`. */
const parts: Readonly<Record<string, (shown: Shown) => string>> = {
  diff: ({ diff }) => fenced("diff", diff),
  output: ({ output }) => fenced("text", output),
  exit: ({ code }) => `Its exit code is ${code}.`,
  // Within this page its headings are two levels deeper.
  comment: ({ output }) => output.replaceAll(/^(#+) /gm, "##$1 ").trim(),
};

const fenced = (info: string, text: string): string => `\`\`\`${info}\n${text.trimEnd()}\n\`\`\``;

const marked = /<!-- scene: (\w+) (\w+) -->\n[\s\S]*?<!-- end -->/g;

/** A page with everything between its marks as the commands print it now. */
export function withScenes(page: string, scenes: Readonly<Record<string, Shown>>): string {
  return page.replaceAll(marked, (_, scene: string, part: string) => {
    const [shown, write] = [scenes[scene], parts[part]];
    if (!shown || !write) throw new Error(`there is no scene ${scene} with a part ${part}`);
    return `<!-- scene: ${scene} ${part} -->\n${write(shown)}\n<!-- end -->`;
  });
}
