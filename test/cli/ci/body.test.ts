import fc from "fast-check";
import { expect, test } from "vitest";
import { bodyOf, marker } from "../../../cli/ci/body.ts";

const parts = { marker: marker("review"), foot: "_Reviewed abc._", longest: 65_536 };

test("a text that fits stands whole between marker and foot", () => {
  expect(bodyOf({ ...parts, text: "## Title\n\ntext\n" })).toBe("<!-- slostack: review -->\n## Title\n\ntext\n\n_Reviewed abc._\n");
});

test("one that does not is cut between two lines, says so, and keeps the foot", () => {
  const text = Array.from({ length: 5000 }, (_, line) => `line ${line} of a long review`).join("\n");
  const body = bodyOf({ ...parts, text });
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body.length).toBeGreaterThan(65_000);
  expect(body).toMatch(/line \d+ of a long review\n\n_It is longer than a comment may be and ends here;[^\n]+\n\n_Reviewed abc\._\n$/);
});

test("what was open at the cut is closed, so that the foot is outside of it", () => {
  const long = Array.from({ length: 5000 }, (_, line) => `row ${line} of what is folded away`).join("\n");
  const body = bodyOf({
    ...parts,
    text: `<details><summary>all</summary>\n\n<details>\n\n\`\`\`\`text\n\`\`\`\n<details>\n${long}\n\`\`\`\`\n</details>`,
  });
  const end = body.slice(body.lastIndexOf("row "));
  expect(end).toMatch(/^row .*\n````\n\n<\/details>\n\n<\/details>\n\n_It is longer/);
  expect(body.length).toBeLessThanOrEqual(65_536);
});

test("one line that is too long leaves only the marker, the word and the foot", () => {
  const body = bodyOf({ ...parts, text: "x".repeat(100_000) });
  expect(body).toMatch(/^<!-- slostack: review -->\n\n+_It is longer/);
  expect(body).toContain(parts.foot);
});

test("no text makes a body that is too long, or one without marker and foot", () => {
  const line = fc.constantFrom("text", "```", "````", "~~~", "<details>", "</details>", "<details><summary>a</summary>", "");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 80 }), fc.integer({ min: 250, max: 400 }), (lines, longest) => {
      const body = bodyOf({ ...parts, text: lines.join("\n"), longest });
      expect(body.length).toBeLessThanOrEqual(longest);
      expect(body.startsWith(`${parts.marker}\n`)).toBe(true);
      expect(body.endsWith(`\n${parts.foot}\n`)).toBe(true);
    }),
  );
});
