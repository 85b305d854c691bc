import { load } from "js-yaml";
import { expect, test } from "vitest";
import type { RuleFile } from "../../../artifacts/prometheus/rule-file.ts";
import { ruleFileText } from "../../../artifacts/prometheus/yaml.ts";

const file = (text: string): RuleFile => ({
  groups: [
    {
      name: text,
      interval: "1m",
      rules: [
        { record: "events", expr: text, labels: {} },
        { alert: text, expr: "up == 0", for: "90s", labels: { [text || "empty"]: text, env: "prod" }, annotations: { summary: text } },
      ],
    },
  ],
});

const textOf = ({ groups }: RuleFile): string => [...ruleFileText(groups)].join("");

const texts = [
  ...["prod", "a-b--c", "sli:events:increase1m", "5m", "90s", "200ms"],
  // what YAML 1.1 or 1.2 takes for something else than text
  ...["yes", "NO", "on", "true", "null", "y", "~", "12", "1e3", "0x10", "12:30:00", "2026-01-02", ".inf", "", " ", "=", "<<"],
  ...["a: b", "a #b", "- a", "*a", "&a", "!a", "|", "> x", "{a}", "[a]", "%a", "@a", "`a`", "---", "..."],
  ...[`"quoted"`, "it's", "back\\slash", "tab\there", "line\nbreak", "ends\n", "\nbegins", " indented", "trailing ", "a\n\n\nb", "a\r\nb"],
  ...["naïve", "日本", "\u0085", "\u2028", "\ufeff", "😀", "\u0000"],
];

test.each(texts)("the text %j is read as it was", (text) => {
  expect(load(textOf(file(text)))).toEqual(file(text));
});

test("a query of several lines stands as a person would write it", () => {
  expect(textOf(file("a\nor\n  b"))).toContain("        expr: |-\n          a\n          or\n            b\n");
});

test("without rules it is still a rule file", () => {
  expect(load(textOf({ groups: [] }))).toEqual({ groups: [] });
});
