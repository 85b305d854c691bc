import { execFileSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { unpacked } from "../../../analysis/prove/amtool.ts";
import { promtool } from "../../../analysis/prove/promtool.ts";
import { answerTo, filesOf, selfEvaluated } from "../../field/self-evaluated.ts";
import type { Edit } from "../../model/edited.ts";

/** Names that a parser of PromQL, YAML or templates could read as something else. */
const names = fc.oneof(
  fc.constantFrom(
    ..."sum by on ignoring group_left bool inf nan Inf NaN and or unless offset start end atan2 le __name__ __x true null y _ A9 le2".split(
      " ",
    ),
    ..."service.name k8s-pod 1st label:x host.name ünicode".split(" "),
    "a b",
    "",
  ),
  fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/),
);
const texts = fc.oneof(
  fc.constantFrom(
    '"',
    "\\",
    "\n",
    "`",
    "{{",
    "{{ .Labels.x }}",
    "}}",
    "$labels",
    "%",
    "*",
    "#",
    ": ",
    "- a",
    "\t",
    "\r",
    "\u0085",
    "\u2028",
    "\u0000",
    "\u007f",
    "\ufeff",
    "\uffff",
    "😀",
    "\ud800",
    "5..",
    "a|b",
    " x ",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
);

/** One entry of the base catalog, with a name or text in its place that is as odd as YAML lets it be. */
const edits: fc.Arbitrary<Edit> = fc.oneof(
  names.map((name) => org("labels: [service, instance]", `labels: [service, instance, ${q(name)}]`)),
  names.map((name) => sys("by: [core]", `by: [${q(name)}]`)),
  names.map((name) => sys("labels: [core] }", `labels: [core, ${q(name)}] }`)),
  names.map((name) => sys("where: { service: api }", `where: { ${q(name)}: api }`)),
  names.map((name) => sys("counter: http_requests_total", `counter: ${q(name)}`)),
  names.map((name) => sys("gauge: cpu_percent", `gauge: ${q(name)}`)),
  names.map((name) => sys("histogram: http_duration_seconds", `histogram: ${q(name)}`)),
  texts.map((text) => sys("where: { service: api }", `where: { service: ${q(text)} }`)),
  texts.map((text) => sys('status: { starts-with: "5" }', `status: { starts-with: ${q(text)} }`)),
  texts.map((text) => sys('status: { starts-with: "5" }', `status: [${q(text)}, "500"]`)),
  texts.map((text) => sys("name: API", `name: ${q(text)}`)),
  texts.map((text) => sys("signal: busy", `signal: busy, title: ${q(text)}`)),
  texts.map((text) => org("priority: P1", `priority: ${q(text)}`)),
  texts.map((text) => org("{ env: prod }", `{ env: ${q(text)} }`)),
);
const org = (replace: string, by: string): Edit => ({ file: "organization.yaml", replace, with: by });
const sys = (replace: string, by: string): Edit => ({ file: "systems/shop.yaml", replace, with: by });
/** As YAML has text between quotation marks; what may not stand there as it is, is escaped. */
const q = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Two names that come together: a label that is declared and matched, or told apart by. */
const declaredAndUsed = names.chain((name) =>
  fc.constantFrom(
    [
      org("labels: [service, instance]", `labels: [service, instance, ${q(name)}]`),
      sys("where: { service: api }", `where: { service: api, ${q(name)}: x }`),
    ],
    [org("labels: [service, instance]", `labels: [service, instance, ${q(name)}]`), sys("by: [core]", `by: [core, ${q(name)}]`)],
    [org("{ env: prod }", `{ ${q(name)}: prod }`), org("{ env: staging }", `{ ${q(name)}: staging }`)],
  ),
);

const drawn = fc.sample(
  fc.oneof(
    edits.map((edit) => [edit]),
    declaredAndUsed,
  ),
  { numRuns: 400, seed: 11 },
);
const answers = drawn.map((edit) => ({ edit, ...answerTo([...selfEvaluated, ...edit]) }));
const accepted = answers.flatMap(({ edit, resolved }) => (resolved ? [{ edit, files: filesOf(resolved) }] : []));
const here = unpacked(accepted.flatMap(({ files }, index) => files.map(({ path, text }) => ({ path: `${index}/${path}`, text }))));
afterAll(here.remove);

test("some of what is drawn is refused, and most is not", () => {
  expect(accepted.length).toBeGreaterThan(drawn.length / 2);
  expect(accepted.length).toBeLessThan(drawn.length);
});

test("promtool takes every rule file of a catalog that check accepts", { timeout: 300_000 }, async () => {
  const path = await promtool();
  /** What it says of rule files that it refuses; nothing where it takes them all. */
  const refusal = (files: readonly string[]): string[] => {
    try {
      execFileSync(path, ["check", "rules", ...files], { encoding: "utf8", stdio: "pipe" });
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message.slice(0, 600) : `${error}`];
    }
  };
  const drawnRules = accepted.map(({ edit, files }, index) => ({
    edit,
    rules: files.filter((file) => file.path.includes("/rules/")).map((file) => join(here.folder, `${index}`, file.path)),
  }));
  // One process for all of them; only where it refuses one is each asked by itself, to name it.
  const isRefused = refusal(drawnRules.flatMap(({ rules }) => rules)).length > 0;
  const refused = (isRefused ? drawnRules : []).flatMap(({ edit, rules }) =>
    refusal(rules).map((said) => `${edit.map((one) => one.with).join(" + ")}\n${said}`),
  );
  expect({ isRefused, refused }).toEqual({ isRefused: false, refused: [] });
});
