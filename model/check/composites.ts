import { keysAt, type Path } from "../document.ts";
import { nearest } from "../nearest.ts";
import { pathOfMember, writtenMembers } from "../resolve/composites.ts";
import { type SignalOf, signalKind } from "../schema/signal.ts";
import { kindOf } from "../vocabulary.ts";
import { type Checked, own, type Report, stands } from "./report.ts";
import { type CheckedService, type CheckedSignal, measuredMetric, sourceOf } from "./service.ts";

type Composite = SignalOf<"composite">["composite"];

/** Every member exists and has one bad share of its own, and one source records all of them as series. */
export function checkComposite(checked: Checked, scope: CheckedService, composite: Composite, at: Path, report: Report): void {
  const members = writtenMembers(composite).map(({ signal }, index) => {
    const path: Path = composite.weighted ? [...at, "weighted", index, "signal"] : [...at, "worst-of", index];
    return { written: signal, at: path, found: memberAt(checked, scope, signal, path, report) };
  });
  for (const [index, { written, at: path, found }] of members.entries()) {
    const fault = (code: Parameters<Report>[2], what: string, way?: string) =>
      report(scope.part, path, code, what, way === undefined ? {} : { way });
    const name = JSON.stringify(written);
    if (!found) continue;
    const kind = signalKind(found.signal);
    const earlier = members.slice(0, index).flatMap((one) => one.found ?? []);
    const [first] = earlier.filter((one) => isShare(one.signal));
    if (kind === "composite")
      fault("composite-member", `${name} is a composite itself`, "name its members here: weights of both lists would be multiplied unseen");
    else if (!isShare(found.signal)) fault("wrong-signal-kind", `${name} is of kind ${kind}; a composite needs events or slices`);
    else if (earlier.some((one) => one.path === found.path))
      fault(
        "composite-member",
        `${name} is in the list twice`,
        composite.weighted ? "name it once, with the sum of both weights" : "name it once",
      );
    else if ("at-most" in found.signal && found.signal["at-most"] !== undefined)
      fault("composite-member", `${name} has a share for each group`, "name a signal without `by`");
    else checkSource(found, first, name, fault);
  }
}

const isShare = (signal: CheckedSignal["signal"]): boolean => ["events", "slices"].includes(signalKind(signal));

type Fault = (code: Parameters<Report>[2], what: string, way?: string) => void;

function checkSource(found: CheckedSignal, first: CheckedSignal | undefined, name: string, fault: Fault): void {
  const [from, ofFirst] = [found, first].map((one) => one && idOfSource(one));
  if (from !== undefined && ofFirst !== undefined && from !== ofFirst)
    fault(
      "signal-across-sources",
      `${name} is in ${JSON.stringify(from)}, those above in ${JSON.stringify(ofFirst)}`,
      "name signals of one source; the others have objectives of their own",
    );
  const metric = measuredMetric(found.scope.service, found.signal);
  const source = metric && sourceOf(found.scope, metric);
  if (source && !kindOf(found.scope.vocabulary, source).traits.series)
    fault(
      "unsupported",
      `${name} is in a source of kind ${source.kind}, which evaluates no composite`,
      `name signals in a source of kind ${kindsWithSeries(found)}, or give each of them an objective of its own`,
    );
}

const kindsWithSeries = ({ scope }: CheckedSignal): string =>
  scope.vocabulary.sources.flatMap(({ kind, traits }) => (traits.series ? [kind] : [])).join(" or ");

function idOfSource({ scope, signal }: CheckedSignal): string | undefined {
  const metric = measuredMetric(scope.service, signal);
  return metric && (metric.from ?? scope.system.source);
}

/** A member that exists; nothing, and a problem, where it does not. */
function memberAt(checked: Checked, scope: CheckedService, written: string, at: Path, report: Report): CheckedSignal | undefined {
  const path = pathOfMember(written, scope.system.system);
  const [system = "", service = "", id = ""] = path.split("/");
  const part = system === scope.system.system ? scope.part : checked.systems.find(({ value }) => value.system === system);
  if (!part) {
    // A file that could not be read may have it.
    if (checked.complete)
      report(scope.part, at, "unknown-system", `there is no system ${JSON.stringify(system)}`, {
        nearest: nearest(
          system,
          checked.systems.map(({ value }) => value.system),
        ),
      });
    return undefined;
  }
  if (!stands(part, ["services", service])) {
    report(scope.part, at, "unknown-service", `there is no service ${JSON.stringify(service)}`, {
      nearest: nearest(service, keysAt(part.document, ["services"])),
    });
    return undefined;
  }
  const other = scope.all.get(`${system}/${service}`);
  const signal = own(other?.service.signals, id);
  if (other && signal) return { scope: other, id, path, signal };
  const slo = own(other?.service.slos, id);
  // What stands there in a form that is none is reported there; what a profile gives stands in no file of the system.
  if (other && !stands(part, ["services", service, "signals", id]))
    report(scope.part, at, "unknown-signal", `the service has no signal ${JSON.stringify(id)}`, {
      ...(slo ? { way: `a member is a signal: write ${written.slice(0, -id.length)}${slo.signal}, which its SLO ${id} measures` } : {}),
      nearest: slo ? slo.signal : nearest(id, Object.keys(other.service.signals)),
    });
  return undefined;
}
