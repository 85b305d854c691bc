import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, type Path, text } from "../../../sandbox/fake-provider/value.ts";
import { hexId, nonBlank } from "./shared.ts";

/** What each kind of processor must have. */
const processors: Readonly<Record<string, readonly string[]>> = {
  attributeRemapper: ["sources", "sourceType", "target", "targetType"],
  categoryProcessor: ["categories", "target"],
  dateRemapper: ["sources"],
  geoIpParser: ["sources", "target"],
  grokParser: ["grok", "source"],
  messageRemapper: ["sources"],
  serviceRemapper: ["sources"],
  spanIdRemapper: ["sources"],
  statusRemapper: ["sources"],
  stringBuilderProcessor: ["target", "template"],
  traceIdRemapper: ["sources"],
  urlParser: ["sources", "target"],
  userAgentParser: ["sources", "target"],
};
const mostSamples = 5;

export const logsCustomPipeline: ResourceModel = {
  required: ["filters", "name"],
  check: (inputs) => each(inputs, "processors", kindRefusals),
  refuse: (inputs) => [
    ...nonBlank(inputs, "name"),
    ...refuseIf(list(inputs.filters).length === 0, "filters", "a pipeline needs a filter"),
    ...each(inputs, "filters", (filter, path) => refuseIf(text(filter.query).trim() === "", `${path}.query`, "a filter needs a query")),
    ...each(inputs, "processors", contentRefusals),
  ],
  id: hexId,
};

/** The plugin knows one kind a processor, and what it must have. */
function kindRefusals(processor: Fields, path: Path): Refusal[] {
  const [kind, ...more] = Object.keys(processor);
  if (kind === undefined || more.length > 0) return refuse(path, "a processor is of exactly one kind");
  const needed = processors[kind];
  if (!needed) return refuse(path, `there is no processor ${kind}`);
  const given = fields(processor[kind]);
  return needed.flatMap((name) => refuseIf(given[name] === undefined, `${path}.${kind}.${name}`, `Missing required argument: "${name}"`));
}

function contentRefusals(processor: Fields, path: Path): Refusal[] {
  return Object.entries(processor).flatMap(([kind, value]) => {
    const given = fields(value);
    const place = `${path}.${kind}`;
    return [
      ...refuseIf(given.sources !== undefined && list(given.sources).length === 0, `${place}.sources`, "at least one source is required"),
      ...refuseIf(list(given.samples).length > mostSamples, `${place}.samples`, `at most ${mostSamples} samples`),
      ...(kind === "grokParser" ? grokRefusals(fields(given.grok), `${place}.grok`) : []),
      ...(kind === "categoryProcessor" ? each(given, "categories", categoryRefusals, place) : []),
    ];
  });
}

function categoryRefusals(category: Fields, path: Path): Refusal[] {
  return [
    ...refuseIf(text(category.name) === "", `${path}.name`, "a category needs a name"),
    ...refuseIf(text(fields(category.filter).query) === "", `${path}.filter.query`, "a category needs a query"),
  ];
}

/** Each rule is a name, a blank and a pattern; a matcher with a small name is another rule of the parser. */
function grokRefusals({ matchRules, supportRules }: Fields, path: Path): Refusal[] {
  const rules = (value: string) => value.split("\n").filter((line) => line.trim() !== "");
  const named = (line: string) => /^([A-Za-z_]\w*)\s+\S/.exec(line)?.[1];
  const [match, support] = [rules(text(matchRules)), rules(text(supportRules))];
  const known = new Set([...support.map(named), ...matchers]);
  const used = [...match, ...support].flatMap((line) => [...line.matchAll(/%\{(\w+)/g)].map((found) => found[1] ?? ""));
  const unknown = used.filter((name) => !known.has(name));
  return [
    ...refuseIf(match.length === 0, `${path}.matchRules`, "at least one rule is required"),
    ...refuseIf(
      [...match, ...support].some((line) => named(line) === undefined),
      `${path}.matchRules`,
      "each line is a name and a rule",
    ),
    ...refuseIf(unknown.length > 0, `${path}.matchRules`, `unknown matchers: ${unknown.join(", ")}`),
  ];
}

/** Matchers of the grok parser ("Parsing"). */
const matchers = [
  "date",
  "regex",
  "notSpace",
  "boolean",
  "numberStr",
  "number",
  "numberExtStr",
  "numberExt",
  "integerStr",
  "integer",
  "integerExtStr",
  "integerExt",
  "word",
  "doubleQuotedString",
  "singleQuotedString",
  "quotedString",
  "uuid",
  "mac",
  "ipv4",
  "ipv6",
  "ip",
  "hostname",
  "ipOrHost",
  "port",
  "data",
];
