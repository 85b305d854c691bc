import { readFileSync } from "node:fs";
import { dump } from "js-yaml";
import { z } from "zod";
import type { Annotations, AnnotationsOf } from "../components/annotations.ts";
import type { PlannedObject } from "../components/print.ts";
import { resolve } from "../language.ts";
import { nearest } from "../model/nearest.ts";
import type { Carried } from "../model/resolved.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { fromFolders } from "../sandbox/vendor-folders.ts";
import { loadedWith, refuserTo } from "./loaded-with.ts";
import { planned } from "./planned.ts";

export interface BackstageOptions {
  readonly catalogDir: string;
  readonly environment: string;
  /** path of one service, such as `shop/web`; absent: all */
  readonly service?: string;
  /** file with what `pulumi stack export` prints; it has the ids that vendors gave */
  readonly state?: string;
  /** default: terminal */
  readonly format?: "terminal" | "json";
  readonly write: (text: string) => void;
}

const vendors = [...(await fromFolders<{ readonly annotationsOf: AnnotationsOf }>("backstage"))];

/**
 * Prints the annotations that let a developer portal find what the stack has of each service, as parts of `catalog-info.yaml`.
 * Returns the exit code: 1 if the catalog has an error, 2 if there is no such environment, service or state.
 */
export function backstage({ catalogDir, environment, service: asked, state, format, write }: BackstageOptions): number {
  const refuse = refuserTo(write);
  const loaded = loadedWith(environment, catalogDir);
  if ("lines" in loaded) return refuse(loaded.lines, loaded.code);
  const { catalog } = loaded;
  const resolved = resolve(catalog, environment);
  const plan = planned(resolved, catalogDir);
  if ("errors" in plan) return refuse(plan.errors, 1);
  const ids = state === undefined ? new Map<string, string>() : idsIn(state);
  if (typeof ids === "string") return refuse([ids], 2);
  const services = resolved.systems.flatMap((system) => system.services);
  const chosen = services.filter(({ path }) => asked === undefined || path === asked);
  if (chosen.length === 0 && asked !== undefined) {
    const meant = nearest(
      asked,
      services.map(({ path }) => path),
    );
    return refuse([`there is no service ${asked}${meant === undefined ? "" : `; did you mean ${meant}?`}`], 2);
  }
  const alerts = Map.groupBy(alertsOf(resolved), ({ service }) => service?.path);
  const idOf = ({ type, name }: PlannedObject) => ids.get(`${type}::${name}`);
  const found = chosen.map((service): [path: string, annotations: Annotations] => [
    service.path,
    Object.assign(
      { [linkAnnotation]: service.path },
      ...vendors.map(([vendor, { annotationsOf }]) =>
        annotationsOf({
          service,
          alerts: alerts.get(service.path) ?? [],
          objects: plan.objects.filter((one) => one.vendor === vendor),
          idOf,
        }),
      ),
    ),
  ]);
  write(
    format === "json"
      ? `${JSON.stringify({ environment, services: Object.fromEntries(found) }, null, 2)}\n`
      : found.map(([path, annotations]) => textOf(path, annotations, chosen.find((one) => one.path === path)?.links)).join("---\n"),
  );
  return 0;
}

/** Ties an entity of a portal to a service of the catalog, whatever it is called there. */
const linkAnnotation = "slostack/service";

function textOf(path: string, annotations: Annotations, of: Carried["links"]): string {
  const links = of && Object.entries(of).map(([title, url]) => ({ url, title }));
  const unknown = Object.entries(annotations).filter(([, value]) => value === undefined);
  return [
    `# ${path}\n`,
    dump({ metadata: { ...(links && { links }), annotations } }, { lineWidth: -1, quoteStyle: "double", skipInvalid: true }),
    ...unknown.map(([key]) => `    # ${key}: the vendor knows it; name the state of the stack with --state\n`),
  ].join("");
}

const exported = z.object({
  deployment: z.object({ resources: z.array(z.object({ urn: z.string(), id: z.string().optional() })).nullish() }),
});

/** Ids by `<type>::<logical name>`, the end of an object's address in the state; or why they cannot be read. */
function idsIn(file: string): Map<string, string> | string {
  try {
    const { deployment } = exported.parse(JSON.parse(readFileSync(file, "utf8")));
    return new Map((deployment.resources ?? []).flatMap(({ urn, id }) => (id === undefined ? [] : [[keyOf(urn), id]])));
  } catch {
    return `${file} holds no state of a stack: pulumi stack export --file ${file} writes one`;
  }
}

/** `urn:pulumi:<stack>::<project>::<type>$<type>$<type>::<name>`: types of parents stand before its own. */
function keyOf(urn: string): string {
  const [, , types = "", ...name] = urn.split("::");
  return `${types.split("$").at(-1)}::${name.join("::")}`;
}
