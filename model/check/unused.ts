import type { Check } from "./report.ts";
import { servicesOf } from "./service.ts";

/** An unused signal has no effect. */
export const warnOfUnused: Check = (checked, report) => {
  const used = new Map(
    checked.systems.map((part) => [
      part,
      new Set(
        part.meanings.flatMap(({ means, path, value }) =>
          means === "signal" ? [`${path[1]}/${value}`] : means === "signal path" ? [value] : [],
        ),
      ),
    ]),
  );
  for (const { part, path, service } of servicesOf(checked))
    for (const id of Object.keys(service.signals))
      if (!used.get(part)?.has(`${path[1]}/${id}`))
        report(part, [...path, "signals", id], "unused-signal", `nothing uses ${JSON.stringify(id)}`, { part: "key" });
};
