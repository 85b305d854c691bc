import { describe, expect, test } from "vitest";
import type { CheckedCatalog } from "../../../model/load.ts";
import { changed, service, there } from "./changed.ts";

type Edit = (catalog: CheckedCatalog) => void;

const success = (catalog: CheckedCatalog) => there(service(catalog, "hastecrm/api").signals.success);
const hours = ({ organization }: CheckedCatalog) => there(organization.calendars["business-hours"]);
const traffic =
  (always: string, rate: string, calendar = "business-hours"): Edit =>
  (catalog) =>
    void Object.assign(success(catalog), { "minimum-traffic": { always, during: { [calendar]: rate } } });

/** Traffic is expected in business hours, and none at night. */
const before: Edit = (catalog) => {
  for (const policy of Object.values(catalog.organization.policies)) Object.assign(policy, { "no-traffic": "15m" });
  for (const severity of Object.values(catalog.organization.severities)) delete severity.during;
  traffic("0/h", "40/h")(catalog);
};

const told = (edit: Edit) => changed(edit, { before }).map(({ entry, what, direction, means }) => ({ entry, what, direction, means }));

describe("traffic by hours of the day", () => {
  test("that is expected more of makes its ticket sooner, and less of it later", () => {
    expect(told(traffic("0/h", "200/h"))).toMatchObject([
      {
        entry: "hastecrm/api/signals/success",
        what: "quiet traffic 0/h, 40/h during business-hours -> 0/h, 200/h during business-hours",
        direction: "tighter",
      },
    ]);
    expect(told(traffic("0/h", "20/h"))).toMatchObject([{ direction: "looser" }]);
  });

  test("that is expected no more leaves an outage undetected", () => {
    const [change, ...more] = told((catalog) => Object.assign(success(catalog), { "minimum-traffic": "0/h" }));
    expect(more).toEqual([]);
    expect(change).toMatchObject({ what: "quiet traffic 0/h, 40/h during business-hours -> 0/h", direction: "blind" });
    expect(change?.means).toContain("fewer of http_requests_total than 6 an hour during business-hours are no longer detected");
  });

  test("that is expected at all hours as well detects more", () => {
    expect(told(traffic("10/h", "40/h"))).toMatchObject([{ direction: "tighter" }]);
  });

  test.each([
    ["shorter hours", { to: "17:00" }, "blind", "17:00 (Europe/Berlin)"],
    ["longer hours", { to: "20:00" }, "tighter", "20:00 (Europe/Berlin)"],
    ["another time zone", { "time-zone": "America/New_York" }, "blind", "(America/New_York)"],
  ])("in %s", (_, edit, direction, ends) => {
    const [change, ...more] = told((catalog) => Object.assign(hours(catalog), edit));
    expect(more).toEqual([]);
    expect(change).toMatchObject({ entry: "organization/calendars/business-hours", direction });
    expect(change?.what).toMatch(/^traffic is expected in other hours: hours mon, tue, wed, thu, fri 09:00-18:00 \(Europe\/Berlin\) -> /);
    expect(change?.what.endsWith(ends)).toBe(true);
    expect(change?.means).not.toContain("a post is sent at once, and answered in these hours");
  });

  test("with a holiday to come is silent on it", () => {
    expect(told((catalog) => Object.assign(hours(catalog), { holidays: ["2099-12-25"] }))).toMatchObject([
      { what: "traffic is expected in other hours: holidays to come: with 2099-12-25", direction: "blind" },
    ]);
  });

  test("a calendar that posts are answered in as well is reported for both", () => {
    const answered: Edit = (catalog) => {
      before(catalog);
      Object.assign(there(catalog.organization.severities.warning), { during: "business-hours" });
    };
    const changes = changed((catalog) => Object.assign(hours(catalog), { to: "20:00" }), { before: answered });
    expect(changes.map(({ what, direction }) => [what.split(":")[0], direction])).toEqual([
      ["hours mon, tue, wed, thu, fri 09", "tighter"],
      ["traffic is expected in other hours", "tighter"],
    ]);
  });
});
