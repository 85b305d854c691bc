import { logicalName } from "../../model/ids.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Logs, SavedQuery, Store, System, Tracing } from "../../model/resolved.ts";
import { type AnyReader, type Item, item, once, valuesIn } from "./item.ts";

/** What a whole system owes: its log lines, traces and product events, and what it must do. */
export function systemItems(system: System): Item[] {
  const { logs, stores, tracing, analytics, duties } = system;
  return [
    ...merged([...(logs ? logFields(system, logs) : []), ...stores.flatMap((store) => storeFields(system, store))]),
    ...(tracing ? traces(system, tracing) : []),
    ...(analytics?.events ?? []).map(({ id, event, properties }) =>
      item({
        sort: "product-event",
        name: event,
        type: "event",
        to: analytics?.kind ?? "",
        labels: properties.map((name) => ({ name, setBy: "application" as const, values: [] })),
        readers: [{ kind: "analytics", name: logicalName(system.id, id) }],
      }),
    ),
    ...duties.map(({ id, must }) => item({ sort: "duty", name: id, type: "duty", text: must })),
  ];
}

interface Field {
  readonly name: string;
  readonly to: string;
  readonly text?: string;
  readonly readers: readonly AnyReader[];
}

function logFields({ id: system }: System, logs: Logs): Field[] {
  const { evaluator: to, levelAttribute, levels, fields, pipelines } = logs;
  const readers = pipelines
    .filter(({ format }) => format === "json")
    .map(({ id }): AnyReader => ({ kind: "pipeline", name: logicalName(system, id) }));
  const numbers = levels.map(({ name, number }) => `${number} is ${name}`).join(", ");
  const detected = pipelines.flatMap(({ id, detect }): Field[] => {
    if (!detect) return [];
    const by: AnyReader[] = [{ kind: "detection", name: logicalName(system, id) }];
    return [
      { name: detect.attribute, to, text: `${detect.is} is looked for`, readers: by },
      { name: detect.by, to, readers: by },
    ];
  });
  return [
    ...fields.map((name) => ({ name, to, readers })),
    { name: levelAttribute, to, text: `a number: ${numbers}`, readers },
    ...detected,
  ];
}

function storeFields({ id: system }: System, store: Store): Field[] {
  const to = logicalName(system, store.id);
  if ("queries" in store)
    return store.queries.flatMap((query) =>
      fieldsOfQuery(query).map((field) => ({ ...field, to, readers: [{ kind: "saved-query", name: logicalName(to, query.id) }] })),
    );
  return store.fields.map((name) => ({ name, to, readers: [{ kind: "store", name: to }] }));
}

function fieldsOfQuery({ where, contains, above, show, summarize }: SavedQuery): Pick<Field, "name" | "text">[] {
  const plain = [...show, ...(summarize?.by ?? []), ...[summarize?.average, summarize?.max].filter((field) => field !== undefined)];
  return [
    ...[...valuesIn([where])].map(([name, values]) => ({ name, text: `${values.join(", ")} is looked for` })),
    ...Object.entries(contains).map(([name, part]) => ({ name, text: `a text; ${JSON.stringify(part)} in it is looked for` })),
    ...Object.keys(above).map((name) => ({ name, text: "a number" })),
    ...plain.map((name) => ({ name })),
  ];
}

/** A field that several want is one item with all they say of it. */
function merged(fields: readonly Field[]): Item[] {
  const groups = Map.groupBy(fields, ({ to, name }) => `${to}\0${name}`);
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const texts = [...new Set(same.flatMap(({ text }) => text ?? []))];
    return item({
      sort: "log-field",
      name: first.name,
      type: "field of a line",
      to: first.to,
      ...(texts.length > 0 && { text: texts.join("; ") }),
      readers: once(same.flatMap(({ readers }) => readers)),
    });
  });
}

function traces({ id: system }: System, { tracer, attributes, journeys, slowerThan }: Tracing): Item[] {
  const slow = slowerThan === undefined ? "" : `; those that take longer than ${formatDuration(slowerThan)} are kept`;
  return [
    ...attributes.map((name) =>
      item({
        sort: "span-attribute",
        name,
        type: "attribute of a span",
        to: tracer,
        readers: [{ kind: "tracing", name: system }, ...(name === routeAttribute ? journeys.map(({ id }) => journey(system, id)) : [])],
      }),
    ),
    ...journeys.map(({ id, title, routes, steps }) =>
      item({
        sort: "trace",
        name: title,
        type: `trace whose ${routeAttribute} begins with ${routes.join(" or ")}`,
        to: tracer,
        text: `its steps: ${steps.map((step) => step.title).join(", ")}${slow}`,
        readers: [journey(system, id)],
      }),
    ),
  ];
}

/** By which journeys know their traces. */
const routeAttribute = "http.target";
const journey = (system: string, id: string): AnyReader => ({ kind: "journey", name: logicalName(system, id) });
