import { join } from "node:path";
import { expect, test } from "vitest";
import { amtool, unpacked } from "../../../analysis/prove/amtool.ts";
import { yamlDocument } from "../../../artifacts/yaml.ts";
import { timeZones } from "../../../model/time-zones.ts";

/** What a program in Go says of a configuration whose hours are in these time zones. */
async function checked(zones: readonly string[]): Promise<string> {
  const time_intervals = zones.map((location, index) => ({ name: `hours-${index}`, time_intervals: [{ location }] }));
  const text = yamlDocument({ route: { receiver: "nobody" }, receivers: [{ name: "nobody" }], time_intervals });
  const here = unpacked([{ path: "alertmanager.yml", text }]);
  try {
    return await amtool("check-config", join(here.folder, "alertmanager.yml"));
  } catch (error) {
    return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
  } finally {
    here.remove();
  }
}

test("amtool finds every time zone that check accepts", async () => {
  expect(await checked([...timeZones])).toContain("SUCCESS");
});

test.each(["us/eastern", "gmt", "US/Pacific-New"])("and refuses %s", async (zone) => {
  expect(await checked([zone])).toMatch(/unknown time zone/);
});
