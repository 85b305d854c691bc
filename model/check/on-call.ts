import type { Path } from "../document.ts";
import { firstApart } from "../layer-zone.ts";
import { nearest } from "../nearest.ts";
import type { Part } from "../part.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import { timeZones } from "../time-zones.ts";
import { type Check, isComplete, own, type Report } from "./report.ts";
import { clockedOf } from "./rota.ts";
import { coverageOf, hasLength, isDate, timeOfWeek } from "./week.ts";

/** At every hour exactly one person per schedule is on call, and every escalation ends. */
export const checkOnCall: Check = ({ organization, vocabulary, now }, report) => {
  const { calendars, channels, schedules, escalations } = organization.value;
  const timeZone = (path: readonly string[], zone: string) => {
    if (!timeZones.has(zone))
      report(organization, [...path, "time-zone"], "invalid-time-zone", `${JSON.stringify(zone)} is not a time zone`, {
        nearest: nearest(zone, timeZones),
      });
  };
  const lasting = (path: Path, hours: { from: string; to: string }) => {
    if (!hasLength(hours)) report(organization, [...path, "to"], "hours-empty", `${hours.from} to ${hours.to} is empty`);
    return hasLength(hours);
  };
  for (const [id, calendar] of Object.entries(calendars)) {
    timeZone(["calendars", id], calendar["time-zone"]);
    if (calendar.windows === undefined) lasting(["calendars", id], calendar);
    else for (const [index, window] of calendar.windows.entries()) lasting(["calendars", id, "windows", index], window);
  }
  for (const [id, schedule] of Object.entries(schedules)) {
    timeZone(["schedules", id], schedule["time-zone"]);
    let sound = isComplete(organization, ["schedules", id, "layers"], schedule.layers);
    for (const [name, { since, handoff, hours, "time-zone": own }] of Object.entries(schedule.layers)) {
      const path = ["schedules", id, "layers", name];
      if (own !== undefined) {
        timeZone(path, own);
        if (!timeZones.has(own)) sound = false;
      }
      if (!isDate(since)) report(organization, [...path, "since"], "invalid-form", `${JSON.stringify(since)} is not a calendar day`);
      if (handoff === "24:00")
        report(organization, [...path, "handoff"], "invalid-form", "a handoff cannot be at 24:00; that is 00:00 of the next day");
      if (hours && !lasting([...path, "hours"], hours)) sound = false;
    }
    if (!sound || !timeZones.has(schedule["time-zone"])) continue;
    if (!changeTogether(organization, id, now, report)) continue;
    const { gap, overlap } = coverageOf(Object.values(schedule.layers).map((layer) => clockedOf(layer, schedule["time-zone"]).hours));
    if (gap !== undefined)
      report(organization, ["schedules", id, "layers"], "schedule-gap", `no one is on call from ${timeOfWeek(gap)}`, { part: "key" });
    if (overlap !== undefined)
      report(organization, ["schedules", id, "layers"], "schedule-overlap", `two layers are on call from ${timeOfWeek(overlap)}`, {
        part: "key",
      });
  }
  for (const [id, channel] of Object.entries(channels))
    if ([channel.slack, channel.teams, channel.email, channel.webhook].every((place) => place === undefined))
      report(organization, ["channels", id], "channel-empty", `${JSON.stringify(id)} posts nowhere`, { part: "key" });
  // Their keys are made where they page.
  const evaluators = new Set(vocabulary.sources.flatMap(({ senders }) => senders));
  for (const [id, { senders }] of Object.entries(organization.value["on-call"]))
    for (const [index, sender] of senders.entries())
      if (evaluators.has(sender))
        report(
          organization,
          ["on-call", id, "senders", index],
          "sender-is-evaluator",
          `${JSON.stringify(sender)} is the evaluator of a source and already has its own key`,
        );
  for (const id of Object.keys(escalations)) {
    const loop = loopOf(escalations, id);
    // A loop is reported once, at the first of its members.
    if (loop && [...loop].sort()[0] === id)
      report(organization, ["escalations", id, "next"], "escalation-loop", `${loop.join(" leads to ")} leads to ${id}`);
  }
};

/** For how many days clocks are compared: what governments have announced, and more than one change each way. */
const announced = 800;

/** Whether the clocks of each layer's time zone change together with those of its schedule. */
function changeTogether(organization: Part<OrganizationFile>, id: string, now: number, report: Report): boolean {
  const { layers = {}, "time-zone": zone = "" } = own(organization.value.schedules, id) ?? {};
  const apart = Object.entries(layers).filter(([name, { since, handoff, hours, "time-zone": other }]) => {
    if (other === undefined || other === zone || !isDate(since)) return false;
    const day = firstApart({ start: `${since}T${handoff}:00`, hours }, other, zone, now, announced);
    if (day === undefined) return false;
    const what = `the clocks of ${other} and ${zone} do not change together: on ${new Date(day).toISOString().slice(0, 10)} this layer is at other hours of ${zone} than at first`;
    report(organization, ["schedules", id, "layers", name, "time-zone"], "zones-apart", what, { way: `write the layer in ${zone}` });
    return true;
  });
  return apart.length === 0;
}

/** The escalations between one and itself. */
function loopOf(escalations: OrganizationFile["escalations"], start: string): string[] | undefined {
  const passed = [start];
  let next = own(escalations, start)?.next;
  while (next !== undefined && next !== start) {
    if (passed.includes(next)) return undefined;
    passed.push(next);
    next = own(escalations, next)?.next;
  }
  return next === start ? passed : undefined;
}
