import Fraction from "fraction.js";
import { windowInWords } from "../../model/calendar-window.ts";
import { formatShare, formatSpan } from "../../model/quantity.ts";
import type { ShareSignal, Slo } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { badShare } from "../../monitors/words.ts";
import { composedInWords } from "../review/difference/composite.ts";
import { meaningOf } from "../review/difference/measured.ts";
import { budgetOf } from "../review/difference/words.ts";
import { alertAnchor, sloAnchor } from "./addresses.ts";
import { carriedFacts } from "./carried.ts";
import { alertsOn, type Detection, type Picture } from "./detection.ts";
import { linksOf } from "./links.ts";
import type { Block, Text } from "./page.ts";
import { provenanceFacts } from "./provenance.ts";
import type { Period } from "./standing.ts";
import type { Subject } from "./subject.ts";

/** A row for each SLO. @param page of the service */
export function slosTable(
  slos: readonly Slo[],
  page: string,
  alerts: readonly Alert[],
  { explained, standingOf, history }: Subject,
): Block {
  const outage = (slo: Slo, kind: Alert["kind"]) => {
    const alert = alerts.find((one) => one.slo?.path === slo.path && one.kind === kind);
    return alert ? (explained.get(alert.name)?.outage ?? "") : "no alert";
  };
  return {
    kind: "table",
    caption: "Service level objectives",
    head: ["objective", "target", "window", "error budget", "page of a total outage after", "ticket after", ...(history ? ["state"] : [])],
    rows: slos.map((slo): Text[] => [
      [{ text: slo.title, to: `${page}#${sloAnchor(slo.id)}` }],
      formatShare(slo.target),
      windowInWords(slo),
      budgetInWords(slo),
      outage(slo, "burn-page"),
      outage(slo, "burn-ticket"),
      ...(history ? [standingOf(slo)?.state ?? ""] : []),
    ]),
  };
}

/** `0.1% of the events, 43m 12s of a total outage`. */
export function budgetInWords(slo: Slo): string {
  const of = { events: "of the events", slices: "of the minutes", composite: "of the whole" }[slo.signal.kind];
  return `${formatShare(new Fraction(1).sub(slo.target))} ${of}, ${formatSpan(budgetOf(slo))} of a total outage`;
}

/** One SLO: what it promises, and which of its failures is notified when. */
export function sloPart(
  slo: Slo,
  page: string,
  alerts: readonly Alert[],
  { detectionOf, pictureOf, standingOf, periodsOf, budgetPictureOf }: Subject,
): Block {
  const reading = alertsOn(alerts, slo.signal.path);
  const detection = detectionOf(reading);
  const { floor } = slo;
  const standing = standingOf(slo);
  const budget = budgetPictureOf(slo);
  return {
    kind: "part",
    id: sloAnchor(slo.id),
    former: slo.formerly.map(sloAnchor),
    title: slo.title,
    blocks: [
      {
        kind: "facts",
        facts: [
          ["target", `${formatShare(slo.target)} over ${windowInWords(slo)}`],
          ["error budget", budgetInWords(slo)],
          ...(standing ? ([["state", standing.words]] as const) : []),
          ...(floor
            ? ([
                [
                  "floor",
                  `${formatShare(floor.share)} over ${windowInWords(slo)}${floor.signal.path === slo.signal.path ? "" : `, of ${signalInWords(floor.signal)}`}`,
                ],
              ] as const)
            : []),
          ["measured as", signalInWords(slo.signal)],
          ["source", [{ code: slo.signal.from.id }]],
          ["policy", slo.policy.id],
          ...(slo.stage === undefined ? [] : ([["stage", slo.stage]] as const)),
          ["alerts", linked(reading, page)],
          ...carriedFacts(slo),
          ...provenanceFacts(slo),
        ],
      },
      ...periodsTable(slo, periodsOf(slo)),
      ...(budget ? [{ kind: "picture" as const, file: budget.path, alt: budget.alt }] : []),
      ...(detection ? detectionBlocks(slo, detection, pictureOf(detection)) : []),
    ],
  };
}

function periodsTable({ title, calendar }: Slo, periods: readonly Period[]): Block[] {
  if (!calendar || periods.length === 0) return [];
  return [
    {
      kind: "table",
      caption: `${title} by calendar ${calendar} (UTC)`,
      head: [calendar, "good", "error budget spent", "state"],
      rows: periods.map(({ name, good, spent, state }) => [name, good, spent, state]),
    },
  ];
}

const linked = (alerts: readonly Alert[], page: string): Text =>
  linksOf(
    alerts.map(({ name }) => ({ text: name, to: `${page}#${alertAnchor(name)}` })),
    "none",
  );

function detectionBlocks({ title }: Slo, { rows, quiet }: Detection, picture: Picture | undefined): Block[] {
  return [
    ...(picture ? [{ kind: "picture" as const, file: picture.path, alt: picture.alt }] : []),
    {
      kind: "table",
      caption: `Time to detect a constant share of failures of ${title}`,
      head: ["failures", "at normal traffic", ...(quiet === undefined ? [] : [`at minimum traffic (${quiet})`, "limit there"])],
      rows: rows.map((row) => [row.share, row.normal, ...(row.quiet === undefined ? [] : [row.quiet, row.limit ?? ""])]),
    },
  ];
}

/** What is counted, and what of it is bad. */
export function signalInWords(signal: ShareSignal): string {
  if (signal.kind !== "composite") return `${badShare(signal)}; ${meaningOf(signal)}`;
  return `${composedInWords(signal)}: ${signal.of.map((member) => `${member.signal.path} is the ${signalInWords(member.signal)}`).join("; ")}`;
}
