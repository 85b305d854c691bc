import { pattern } from "../../../../model/quantity.ts";
import { alternatives, type Node, type Place } from "./walk.ts";

/** Another text of each form that the language has; of any other form, texts of all forms are tried. */
const byForm: readonly (readonly [form: string, texts: readonly string[]])[] = [
  [pattern.positiveDuration.source, ["20m", "2h", "3m", "8h", "2d", "7d", "14d", "28d", "90d", "30s"]],
  [pattern.window.source, ["7d", "14d", "28d", "90d", "month", "quarter"]],
  [pattern.duration.source, ["20m", "2h", "8h", "30s"]],
  [pattern.share.source, ["97%", "99.5%", "1%", "3%", "50%"]],
  [pattern.rate.source, ["700/h", "30/h"]],
];
const texts = [
  "4%",
  "150ms",
  "2GiB",
  "edge",
  "port-two",
  "asked-again",
  "other",
  "ada",
  "office",
  "fleet",
  "port",
  "critical",
  "warning",
  "info",
  "standard",
  "weekly",
  "yard",
  "yard/lateness",
  "port/load",
  "other@example.com",
  "https://other.example.com",
  "other.example.com",
  "other:9191",
  "/other",
  "#other",
  "env:other",
  "other.",
  "10:00",
  "2026-01-12",
  "2026-06-02T10:00",
  "2026-06-05T10:00",
  "2026-06-20T10:00",
  "America/New_York",
  "port--port--gone",
  "T-M09",
  "trucks",
  "quay",
  "other_total",
  "other (by hand)",
] as const;

/** Values that another one may become, by the schema and by what stands at the same key elsewhere. */
export function othersOf(nodes: readonly Node[], value: unknown, elsewhere: readonly unknown[]): unknown[] {
  const made = nodes.flatMap(alternatives).flatMap((node) => byNode(node, value, elsewhere));
  return unique([...elsewhere, ...made]).filter((one) => JSON.stringify(one) !== JSON.stringify(value));
}

function byNode(node: Node, value: unknown, elsewhere: readonly unknown[]): unknown[] {
  if (node.const !== undefined) return [node.const];
  if (node.enum) return [...node.enum];
  switch (node.type) {
    case "integer":
    case "number":
      return typeof value === "number" ? [value + 1, value * 2, value / 2, value - 1] : [1, 2, 10];
    case "boolean":
      return [true, false];
    case "string":
      return (
        byForm.find(([form]) => form === node.pattern)?.[1] ?? [...(typeof value === "string" ? [`${value}x`] : []), ...texts]
      ).filter((text) => node.pattern === undefined || new RegExp(node.pattern, "u").test(text));
    case "array":
      return lists(node, Array.isArray(value) ? value : [], elsewhere);
    case "object":
      return maps(node, value, elsewhere);
    default:
      return [];
  }
}

function lists(node: Node, value: readonly unknown[], elsewhere: readonly unknown[]): unknown[] {
  const members = unique(elsewhere.flatMap((one) => (Array.isArray(one) ? one : [])));
  const items = typeof node.items === "object" ? othersOf([node.items], undefined, members) : [];
  return [
    ...(value.length > 0 ? [value.slice(1), value.slice(0, -1)] : []),
    ...items.map((one) => [...value, one]),
    ...items.map((one) => [one]),
  ];
}

function maps(node: Node, value: unknown, elsewhere: readonly unknown[]): unknown[] {
  const own = Object.entries(typeof value === "object" && value !== null && !Array.isArray(value) ? value : {});
  const without = own.map(([key]) => Object.fromEntries(own.filter(([other]) => other !== key)));
  const inner = own.flatMap(([key, one]) => {
    const next = node.properties?.[key] ?? (typeof node.additionalProperties === "object" ? node.additionalProperties : undefined);
    return next
      ? othersOf([next], one, [])
          .slice(0, 4)
          .map((other) => ({ ...Object.fromEntries(own), [key]: other }))
      : [];
  });
  // Of alternatives (a text or a filter) an empty map is one of its own.
  return [
    ...without,
    ...inner,
    ...elsewhere,
    ...(typeof node.additionalProperties === "object"
      ? othersOf([node.additionalProperties], undefined, [])
          .slice(0, 4)
          .map((one) => ({ other: one }))
      : []),
  ];
}

const unique = <T>(all: readonly T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];

/** A copy with another value at a place; undefined: without the key. */
export function withAt(file: unknown, at: Place["at"], value: unknown): unknown {
  const copy: unknown = structuredClone(file);
  let of = copy as Record<string | number, unknown>;
  for (const step of at.slice(0, -1)) of = of[step] as Record<string | number, unknown>;
  const last = at.at(-1) ?? "";
  if (value !== undefined) of[last] = value;
  else if (Array.isArray(of)) of.splice(Number(last), 1);
  else delete of[last];
  return copy;
}
