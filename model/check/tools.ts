import { parseDuration } from "../quantity.ts";
import { pathAttributes } from "../trace-attributes.ts";
import { type Check, own, type Report } from "./report.ts";

const day = 86_400;

/** What surrounds alerts: a status page shows probes, and lines are kept for whole days. */
export const checkTools: Check = ({ systems }, report) => {
  for (const part of systems) {
    const { "status-page": page, services, stores, tracing } = part.value;
    for (const [id, { signal }] of Object.entries(page?.components ?? {})) {
      if (signal === undefined) continue;
      const [service, name] = signal.split("/");
      const entry = own(own(services, service)?.signals, name);
      const path = ["status-page", "components", id, "signal"];
      if (!entry) report(part, path, "unknown-signal", `there is no signal ${JSON.stringify(signal)}`);
      else if (!entry.probe)
        report(part, path, "wrong-signal-kind", `${JSON.stringify(signal)} is not a probe; a status page shows only probes`);
    }
    if (tracing && Object.keys(tracing.journeys).length > 0 && !tracing.attributes.some((attribute) => pathAttributes.includes(attribute)))
      report(part, ["tracing", "attributes"], "unsupported", "journeys need the path of a request, but no span has it", {
        way: `write one of ${pathAttributes.join(", ")} into attributes`,
      });
    const streams = Object.values(stores).flatMap((store) => ("streams" in store ? Object.keys(store.streams) : []));
    for (const [id, store] of Object.entries(stores))
      for (const stream of "streams" in store ? Object.keys(store.streams) : [])
        if (streams.indexOf(stream) !== streams.lastIndexOf(stream))
          report(
            part,
            ["stores", id, "streams", stream],
            "duplicate-name",
            `another store of the system also has a stream ${JSON.stringify(stream)}`,
            {
              part: "key",
            },
          );
    for (const [id, store] of Object.entries(stores))
      if ("dataset" in store) checkDays(store.retention, ["stores", id, "retention"]);
      else for (const [stream, { keep }] of Object.entries(store.streams)) checkDays(keep, ["stores", id, "streams", stream, "keep"]);

    function checkDays(written: string, path: Parameters<Report>[1]): void {
      if (parseDuration(written) % day !== 0) report(part, path, "retention-not-days", `${written} is not a whole number of days`);
    }
  }
};
