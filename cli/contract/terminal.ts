import type { Contract, ServiceContract, SystemContract } from "../../analysis/contract/contract.ts";
import type { AnyReader, AnyReaderKind, Item, Label, SetBy, Sort } from "../../analysis/contract/item.ts";

/** A contract for people: per service, what is sent where, and who reads it. */
export function contractText({ environment, systems }: Contract): string {
  return systems.flatMap((system) => [...systemLines(system, environment), ...system.services.flatMap(serviceLines)]).join("\n");
}

function systemLines({ name, items, system }: SystemContract, environment: string): string[] {
  if (items.length === 0) return [];
  return [`${system}  ${name}, ${environment}`, ...sections(items), ""];
}

function serviceLines({ service, name, items }: ServiceContract): string[] {
  if (items.length === 0) return [];
  return [`${service}  ${name}`, ...sections(items), ""];
}

function sections(items: readonly Item[]): string[] {
  const groups = Map.groupBy(items, ({ sort, to }) =>
    isSentence(sort) ? titles[sort] : `${titles[sort]}${to === undefined ? "" : `, to ${to}`}`,
  );
  return [...groups].flatMap(([title, of]) => [`  ${title}`, ...of.flatMap(itemLines)]);
}

/** What is no thing with a form, but said in words. */
const isSentence = (sort: Sort): boolean => sort === "duty" || sort === "retention" || sort === "server-feature";

const titles: Readonly<Record<Sort, string>> = {
  series: "series",
  event: "events",
  "log-line": "log lines",
  "host-metric": "metrics of hosts",
  endpoint: "endpoints",
  "log-field": "fields of log lines",
  "span-attribute": "attributes of spans",
  trace: "traces",
  "product-event": "product events",
  retention: "what Prometheus keeps",
  "server-feature": "what Prometheus must enable",
  duty: "the application must",
};

function itemLines({ sort, name, type, unit, series, labels, buckets, bounds, pending, text, readers }: Item): string[] {
  if (isSentence(sort)) return [`    ${name}: ${text ?? ""}`];
  const states = [type, ...(unit ? [unit] : []), ...(pending ? ["not sent in this form yet"] : [])];
  return [
    `    ${name}  ${states.join(", ")}`,
    ...(series.length > 1 ? [`      as ${series.join(", ")}`] : []),
    ...labelLines(labels),
    ...(buckets.length > 0
      ? [`      buckets up to ${buckets.map((bound) => (bounds.includes(bound) ? `${bound}*` : bound)).join(" ")}`]
      : []),
    ...(buckets.length > 0 && bounds.length > 0 ? ["        * an SLO or alert counts by it"] : []),
    ...(text === undefined ? [] : [`      ${text}`]),
    ...readerLines(sort, readers),
  ];
}

const setters: Readonly<Record<SetBy, string>> = {
  application: "labels",
  client: "its client is configured with",
  collection: "collection adds",
};

function labelLines(labels: readonly Label[]): string[] {
  return [...Map.groupBy(labels, ({ setBy }) => setBy)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([setBy, of]) =>
        `      ${setters[setBy]} ${of.map(({ name, values }) => (values.length > 0 ? `${name} (${values.join(", ")})` : name)).join(", ")}`,
    );
}

const kinds: Readonly<Record<AnyReaderKind, string>> = {
  slo: "SLOs",
  alert: "alerts",
  panel: "panels",
  pipeline: "log pipelines",
  detection: "detections",
  store: "stores",
  "saved-query": "saved queries",
  "status-component": "status page",
  analytics: "product analytics",
  tracing: "tracing",
  journey: "journeys",
};

function readerLines(sort: Sort, readers: readonly AnyReader[]): string[] {
  if (readers.length === 0) return [`      nothing ${sort === "endpoint" ? "probes" : "reads"} it`];
  return [...Map.groupBy(readers, ({ kind }) => kind)].map(
    ([kind, of]) => `      ${kinds[kind]}: ${of.map(({ name }) => name).join(", ")}`,
  );
}
