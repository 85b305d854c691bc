import { describe, expect, test } from "vitest";
import { resolve } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";
import { holds } from "../../prometheus/suite.ts";
import { simulationOf, stories } from "./raw.ts";
import { entriesOf, sources } from "./table.ts";

const resolved = resolve(soundCatalog("test/field/translated/catalog"), "prod");
const slos = resolved.systems.flatMap((system) => system.services.flatMap((service) => service.slos));
const simulations = stories.map((story) => simulationOf(story, alertsOf(resolved), slos));

describe("raw queries of public SLO files, by series written by hand", () => {
  test("each that a row names is asked", () => {
    const named = sources.flatMap(({ slos: rows }) => rows.filter(({ raw }) => raw).flatMap(entriesOf));
    expect(new Set(stories.map(({ entry }) => entry))).toEqual(new Set(named));
  });

  test("each fires in one of its stories", () => {
    for (const { entry } of stories) {
      const fires = simulations.filter(({ name }) => name.startsWith(`${entry} `)).flatMap((one) => Object.values(one.fires).flat());
      expect([entry, fires.length > 0]).toEqual([entry, true]);
    }
  });

  holds(simulations);
});
