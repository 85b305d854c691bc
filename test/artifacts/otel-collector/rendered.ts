import { otelCollector } from "../../../artifacts/otel-collector/target.ts";
import { resolve } from "../../../language.ts";
import type { Tracing } from "../../../model/resolved.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

/** The text of hasteCRM's file, as the catalog has it or after a change of its tracing. */
export function rendered(environment: string, edit: (tracing: Tracing) => Tracing = (tracing) => tracing): string {
  const catalog = soundCatalog("test/products/catalog");
  const resolved = resolve(catalog, environment);
  const systems = resolved.systems.map((system) => (system.tracing ? { ...system, tracing: edit(system.tracing) } : system));
  const [file, ...others] = otelCollector.files({ ...resolved, systems }, []);
  if (file?.path !== "otel-collector/hastecrm.yaml" || others.length > 0) throw new Error("not the one file of hasteCRM");
  return file.text;
}
