import { parseDuration } from "../quantity.ts";
import { type Check, own, type Report } from "./report.ts";

const day = 86_400;

/** What surrounds alerts: a status page shows probes, and lines are kept for whole days. */
export const checkTools: Check = ({ systems }, report) => {
  for (const part of systems) {
    const { "status-page": page, services, stores } = part.value;
    for (const [id, { signal }] of Object.entries(page?.components ?? {})) {
      if (signal === undefined) continue;
      const [service, name] = signal.split("/");
      const entry = own(own(services, service)?.signals, name);
      const path = ["status-page", "components", id, "signal"];
      if (!entry) report(part, path, "unknown-signal", `there is no signal ${JSON.stringify(signal)}`);
      else if (!entry.probe)
        report(part, path, "wrong-signal-kind", `${JSON.stringify(signal)} is no probe; nothing else tells customers a state`);
    }
    for (const [id, store] of Object.entries(stores))
      if (store.kind === "axiom") checkDays(store.retention, ["stores", id, "retention"]);
      else for (const [stream, { keep }] of Object.entries(store.streams)) checkDays(keep, ["stores", id, "streams", stream, "keep"]);

    function checkDays(written: string, path: Parameters<Report>[1]): void {
      if (parseDuration(written) % day !== 0) report(part, path, "retention-not-days", `${written} is no whole number of days`);
    }
  }
};
