import { parser } from "@prometheus-io/lezer-promql";

/** The places of a query that are no PromQL; empty where all of it is. */
export function faults(query: string): string[] {
  const found: string[] = [];
  parser.parse(query).iterate({
    enter: (node) => {
      if (node.type.isError) found.push(`${node.from}: ${query.slice(Math.max(0, node.from - 20), node.to + 20)}`);
    },
  });
  return found;
}
