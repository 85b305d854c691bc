import { pathOfMember } from "../resolve/composites.ts";
import type { Check } from "./report.ts";
import { servicesOf } from "./service.ts";

/** An unused signal has no effect. */
export const warnOfUnused: Check = (checked, report) => {
  const used = new Set(
    checked.systems.flatMap(({ meanings, value: { system } }) =>
      meanings.flatMap(({ means, path, value }) => {
        if (means === "signal") return [`${system}/${path[1]}/${value}`];
        if (means === "signal path") return [`${system}/${value}`];
        return means === "member path" ? [pathOfMember(String(value), system)] : [];
      }),
    ),
  );
  for (const { part, path, service, system } of servicesOf(checked))
    for (const id of Object.keys(service.signals))
      if (!used.has(`${system.system}/${path[1]}/${id}`))
        report(part, [...path, "signals", id], "unused-signal", `nothing uses ${JSON.stringify(id)}`, { part: "key" });
};
