import type { Page } from "../../../cli/review/page.ts";

/** What a catalog may hold that is no harmless text: for pages, comments and terminals alike. */
export const hostileTexts: readonly string[] = [
  '<script>alert("x")</script>',
  '"><img src=x onerror=alert(1)>',
  "</textarea></style></title><svg onload=alert(1)>",
  "[click](javascript:alert(1))",
  "](javascript:alert(1))",
  "![pixel](https://evil.example/pixel.png)",
  "https://evil.example/phish www.evil.example mail@evil.example",
  "@everyone @octocat/security #123 GH-42 :tada: octo/repo#7",
  "| a | b |\n|---|---|\n| c | d |",
  "a \\| b | `c | d` \\",
  "`` ` `` ``` tick",
  "# heading",
  "1. first\n2. second",
  "- item\n\n    code",
  "*bold* __bold__ ~~gone~~ ***",
  "&lt;b&gt; &#60;b&#62; &amp;",
  "$e^{x}$ $$\\href{https://evil.example}{x}$$",
  "<!-- slostack --> <details><summary>x</summary>",
  "\u001b[2J\u001b]0;title\u0007 red \u001b[31m",
  "right \u202eto left\u202c \u2066isolated\u2069 soft\u00adhyphen",
  "half a \ud800 character",
  "line\r\nbreak\u2028and\u0000nul",
  "[^1]: footnote [x]: https://evil.example",
];

/** A page that says each of these texts at every place where a section can say something. */
export function pageOf(texts: readonly string[]): Page {
  return {
    title: texts[0] ?? "",
    subject: ["from ", { code: texts[0] ?? "" }],
    sections: texts.map((text, index) => ({
      id: `part-${index}`,
      title: text,
      blocks: [
        { kind: "text", text },
        { kind: "text", text: [text, " and ", { code: text }, " and ", { strong: text }] },
        { kind: "list", items: [text, [{ strong: text }, ": ", { code: text }]] },
        { kind: "table", head: ["what", text], rows: [[text, [{ code: text }]]] },
        {
          kind: "picture",
          file: `${index}.svg`,
          alt: text,
          svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path d="M0 0L4 2"/></svg>',
        },
        { kind: "details", summary: text, blocks: [{ kind: "text", text }] },
      ],
    })),
  };
}
