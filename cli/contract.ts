import { type Comparison, differs } from "../analysis/contract/compare/comparison.ts";
import { compareWithDatagrams } from "../analysis/contract/compare/with-datagrams.ts";
import { compareWithExposition } from "../analysis/contract/compare/with-exposition.ts";
import { contractOf, wantedOf } from "../analysis/contract/contract.ts";
import { loadCatalog, resolve, vocabulary } from "../language.ts";
import { report } from "../model/report.ts";
import type { Resolved, Source, SourceTraits } from "../model/resolved.ts";
import { type Bounds, CannotCompare, readToken } from "./contract/body.ts";
import { checkName, chosenFor } from "./contract/chosen.ts";
import { readDatagrams } from "./contract/datagrams.ts";
import { readEndpoint } from "./contract/endpoint.ts";
import { type Against, findingsText } from "./contract/findings-text.ts";
import { PrometheusApi } from "./contract/prometheus-api.ts";
import { compareWithServer } from "./contract/server.ts";
import { contractText } from "./contract/terminal.ts";

export interface ContractOptions {
  readonly catalogDir: string;
  readonly environment: string;
  /** a system, or system/service */
  readonly service?: string;
  /** id of a source */
  readonly source?: string;
  readonly format: "terminal" | "json";
  /** at most one of the three: address or file of a metrics endpoint, address of a Prometheus, file of datagrams */
  readonly scrape?: string;
  readonly prometheus?: string;
  readonly dogstatsd?: string;
  /** file with a token for either address */
  readonly tokenFile?: string;
  readonly bounds?: Bounds;
  readonly write: (text: string) => void;
}

/** Prometheus itself gives a scrape ten seconds; the largest endpoints of one process have a few MiB. */
const usual: Bounds = { bytes: 32 * 2 ** 20, time: 10_000 };

/**
 * Lists what the stack depends on, or compares it with what is there. Returns the exit code: 0 if all is there, 1 if
 * something is missing or wrong, 2 if the question cannot be answered.
 */
export async function contract(options: ContractOptions): Promise<number> {
  const { write, format } = options;
  try {
    const resolved = resolvedOf(options);
    const compared = await comparisonIn(resolved, options);
    if (!compared) {
      write(listing(resolved, options));
      return 0;
    }
    const { comparison, against } = compared;
    const whole = { environment: options.environment, at: new Date().toISOString(), ...against, ...comparison };
    write(format === "json" ? `${JSON.stringify(whole, undefined, 2)}\n` : findingsText(comparison, against));
    return differs(comparison) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof CannotCompare)) throw error;
    write(`${error.message}\n`);
    return 2;
  }
}

/** @throws CannotCompare if the catalog is faulty, or has no such environment, service or source */
function resolvedOf({ catalogDir, environment, service, source }: ContractOptions): Resolved {
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) throw new CannotCompare(report(problems).join("\n"));
  checkName("environment", environment, Object.keys(catalog.organization.environments));
  const resolved = resolve(catalog, environment);
  const paths = resolved.systems.flatMap((system) => [system.id, ...system.services.map(({ path }) => path)]);
  if (service !== undefined) checkName("service", service, paths);
  const sources = resolved.organization.sources.map(({ id }) => id);
  if (source !== undefined) checkName("source", source, sources);
  return resolved;
}

function listing(resolved: Resolved, { service, source, format }: ContractOptions): string {
  const whole = contractOf(resolved, service === undefined ? undefined : wantedOf(service));
  const taken = source === undefined ? whole : only(whole, source);
  return format === "json" ? `${JSON.stringify(taken, undefined, 2)}\n` : contractText(taken);
}

function only(whole: ReturnType<typeof contractOf>, source: string): ReturnType<typeof contractOf> {
  const of = <T extends { readonly items: readonly { readonly to?: string }[] }>(part: T): T => ({
    ...part,
    items: part.items.filter(({ to }) => to === source),
  });
  return { ...whole, systems: whole.systems.map((system) => ({ ...of(system), services: system.services.map(of) })) };
}

interface Compared {
  readonly comparison: Comparison;
  readonly against: Against;
}

/** The way in which each kind of source can be looked at. */
async function comparisonIn(resolved: Resolved, options: ContractOptions): Promise<Compared | undefined> {
  const { scrape, prometheus, dogstatsd, tokenFile } = options;
  const ways = [scrape, prometheus, dogstatsd].filter((way) => way !== undefined);
  if (ways.length === 0) return undefined;
  if (ways.length > 1) throw new CannotCompare("one comparison at a time: --scrape, --prometheus or --dogstatsd");
  const bounds = options.bounds ?? usual;
  const chosen = chosenFor(kindWith(dogstatsd === undefined ? "exposition" : "datagrams"), resolved, options);
  const { wanted, all } = chosen;
  const against = { from: ways[0] ?? "", ...chosen.against };
  const token = tokenFile === undefined ? undefined : await readToken(tokenFile);
  if (scrape !== undefined)
    return { against, comparison: await compareWithExposition(wanted, await readEndpoint(scrape, bounds, token), all) };
  if (prometheus !== undefined)
    return { against, comparison: await compareWithServer(wanted, new PrometheusApi(prometheus, bounds, token), all) };
  return { against, comparison: await compareWithDatagrams(wanted, await readDatagrams(dogstatsd ?? "", bounds), all) };
}

/** The kind of source to which applications send in this form. */
function kindWith(form: SourceTraits["form"]): Source["kind"] {
  const found = vocabulary.sources.find(({ traits }) => traits.form === form);
  if (!found) throw new Error(`no source takes ${form}`);
  return found.kind;
}
