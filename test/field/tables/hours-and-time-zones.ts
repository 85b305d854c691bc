import { expect } from "vitest";
import { onCall } from "../../../cli/oncall.ts";
import { restrictions } from "../../../components/pagerduty/schedule.ts";
import { loadCatalog } from "../../../language.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

const organization = (replace: string, by: string): Edit => ({ file: "organization.yaml", replace, with: by });
const office = "office: { time-zone: Europe/Berlin,";
const officeHours = 'days: [mon, tue, wed, thu, fri], from: "09:00", to: "18:00"';
const layer = 'weekly: { rotation: [ada, bob], turn: 1w, since: 2026-01-05, handoff: "09:00" }';

/** What `check` says, each with the name that is meant. */
const told = (edits: readonly Edit[]): string[] =>
  withCatalog(edits, (catalog) =>
    loadCatalog(catalog).problems.map(({ code, at, nearest }) => `${code} ${at}${nearest ? ` ~ ${nearest}` : ""}`),
  );

/** The lines of `oncall` for an alert of the base catalog. */
function calledAt(edits: readonly Edit[], at: string, severity = "critical"): string {
  let output = "";
  const code = withCatalog(edits, (catalogDir) =>
    onCall({ catalogDir, environment: "prod", at, service: "shop/api", severity, write: (text) => (output += text) }),
  );
  expect([code, output]).toEqual([0, output]);
  return output;
}

export const table: FieldTable = {
  title: "Hours and time zones",
  story:
    "Programs in Go refuse a whole configuration for one time zone that they do not find, and a night that cannot be written is a night without an answer. So a zone is spelled as the IANA data base has it, and hours go on over midnight in calendars and layers alike.",
  cases: [
    {
      reports: ["fgouteroux/terraform-provider-mimir#17", "prometheus/alertmanager#2782"],
      input:
        "A calendar or schedule names its time zone in another case (`us/eastern`, `gmt`), or as no data base has it any more (`US/Pacific-New`).",
      answer: "`check` refuses it and names the zone that is meant.",
      proof: () => {
        const zones = {
          "us/eastern": "US/Eastern",
          gmt: "GMT",
          "Etc/utc": "Etc/UTC",
          cst6cdt: "CST6CDT",
          "EUROPE/BERLIN": "Europe/Berlin",
        };
        for (const [written, meant] of Object.entries(zones)) {
          expect(told([organization(office, `office: { time-zone: ${written},`)])).toEqual([
            `invalid-time-zone organization/calendars/office/time-zone ~ ${meant}`,
          ]);
          expect(told([organization(`Primary\n    time-zone: Europe/Berlin`, `Primary\n    time-zone: ${written}`)])).toEqual([
            `invalid-time-zone organization/schedules/primary/time-zone ~ ${meant}`,
          ]);
        }
        expect(told([organization(office, "office: { time-zone: US/Pacific-New,")])).toEqual([
          "invalid-time-zone organization/calendars/office/time-zone ~ US/Pacific",
        ]);
        for (const zone of ["US/Eastern", "Asia/Calcutta", "Asia/Kolkata", "Etc/GMT+5", "EST5EDT", "Europe/Kiev", "Europe/Kyiv", "UTC"])
          expect(told([organization(office, `office: { time-zone: ${zone},`)])).toEqual([]);
      },
    },
    {
      reports: [],
      input: "A rotation counts from a day before standard time, whose offset has seconds: 1900 in Kolkata, 1970 in Monrovia.",
      answer: "`oncall` answers, and the pager gets the same instant with an offset of whole minutes.",
      proof: () => {
        for (const [zone, since] of [
          ["Asia/Kolkata", "1900-01-01"],
          ["Africa/Monrovia", "1970-01-01"],
        ])
          expect(
            calledAt(
              [
                organization("Primary\n    time-zone: Europe/Berlin", `Primary\n    time-zone: ${zone}`),
                organization("since: 2026-01-05", `since: ${since}`),
              ],
              "2026-01-12T03:00:00Z",
            ),
          ).toMatch(/level 1 .* to (Ada|Bob) \(Primary\)/);
      },
    },
    {
      reports: ["prometheus/alertmanager#3368", "prometheus/alertmanager#2646"],
      input: 'A calendar runs over midnight: `from: "18:00"`, `to: "09:00"`.',
      answer: "A post at three in the morning is answered at once, and one at noon from the evening on.",
      proof: () => {
        const night = organization(officeHours, 'days: [fri, sun], from: "18:00", to: "09:00"');
        expect(told([night])).toEqual([]);
        const posted = (at: string) => /posts to #alerts.*/.exec(calledAt([night], at, "warning"))?.[0];
        expect(posted("2026-01-17T03:00:00+01:00")).toBe("posts to #alerts (Slack) at once, within office");
        expect(posted("2026-01-16T12:00:00+01:00")).toContain("Fri 2026-01-16 18:00 Europe/Berlin");
        expect(posted("2026-01-17T09:00:00+01:00")).toContain("Sun 2026-01-18 18:00 Europe/Berlin");
      },
    },
    {
      reports: ["prometheus/alertmanager#3368"],
      input: "A night shift is one layer from 20:00 to 08:00, beside a layer for the day.",
      answer: "Together they cover the week, and at three in the morning the night layer is called.",
      proof: () => {
        const days = "days: [mon, tue, wed, thu, fri, sat, sun]";
        const start = 'turn: 1w, since: 2026-01-05, handoff: "09:00"';
        const layers = `day: { rotation: [ada], ${start}, hours: { ${days}, from: "08:00", to: "20:00" } }\n      night: { rotation: [bob], ${start}, hours: { ${days}, from: "20:00", to: "08:00" } }`;
        expect(told([organization(layer, layers)])).toEqual([]);
        expect(calledAt([organization(layer, layers)], "2026-01-13T03:00:00Z")).toMatch(/level 1 .* to Bob \(Primary\)/);
        expect(calledAt([organization(layer, layers)], "2026-01-13T11:00:00Z")).toMatch(/level 1 .* to Ada \(Primary\)/);
        expect(restrictions({ days: ["fri"], from: "20:00", to: "08:00" })).toEqual([
          { type: "weekly_restriction", startDayOfWeek: 5, startTimeOfDay: "20:00:00", durationSeconds: 12 * 3600 },
        ]);
      },
    },
    {
      reports: ["prometheus/alertmanager#2646"],
      input: "Hours end when they begin (`09:00` to `09:00`), or begin at `24:00`.",
      answer: "`check` refuses them and says how whole days are written.",
      proof: () => {
        for (const hours of ['from: "09:00", to: "09:00"', 'from: "00:00", to: "00:00"', 'from: "24:00", to: "08:00"'])
          expect(told([organization('from: "09:00", to: "18:00"', hours)])).toEqual(["hours-empty organization/calendars/office/to"]);
      },
    },
  ],
};
