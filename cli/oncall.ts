import { answerTo, type Question } from "../analysis/on-call/answer.ts";
import { type CheckedCatalog, loadCatalog, resolve } from "../language.ts";
import { instantIn } from "../model/instant.ts";
import { nearest } from "../model/nearest.ts";
import { report } from "../model/report.ts";
import type { Resolved } from "../model/resolved.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { answerAsJson } from "./oncall/json.ts";
import { answerInWords } from "./oncall/words.ts";

export interface OnCallOptions {
  readonly catalogDir: string;
  /** an instant with its zone, as RFC 3339 writes it */
  readonly at: string;
  /** system/service */
  readonly service: string;
  readonly severity: string;
  readonly environment: string;
  /** default: terminal */
  readonly format?: "terminal" | "json";
  readonly write: (text: string) => void;
}

/** Who is notified of an alert, by which channel, minute by minute. Returns the exit code: 1 for a catalog with errors, 2 where the question means nothing. */
export function onCall({ catalogDir, format, write, ...asked }: OnCallOptions): number {
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) {
    for (const line of report(problems)) write(`${line}\n`);
    return 1;
  }
  const question = questionOf(catalog, asked);
  if (Array.isArray(question)) {
    for (const fault of question) write(`${fault}\n`);
    return 2;
  }
  const answer = answerTo(question);
  write(format === "json" ? `${JSON.stringify(answerAsJson(answer), null, 2)}\n` : `${answerInWords(answer).join("\n")}\n`);
  return 0;
}

export type Asked = Omit<OnCallOptions, "catalogDir" | "format" | "write">;

/** How the command names what it is asked. */
const options: Readonly<Record<keyof Asked, string>> = { environment: "--env", service: "--service", severity: "--severity", at: "--at" };

/** The question, or everything that is wrong with it. @param called what messages call each part of it */
export function questionOf(catalog: CheckedCatalog, asked: Asked, called = options): Question | string[] {
  const environments = Object.keys(catalog.organization.environments).sort();
  const known = environments.includes(asked.environment);
  // Services and severities are the same in every environment.
  const resolved = resolve(catalog, known ? asked.environment : (environments[0] ?? ""));
  const services = resolved.systems.flatMap((system) => system.services.map((service) => ({ system, service })));
  const found = services.find(({ service }) => service.path === asked.service);
  const severities = found?.system.severities ?? resolved.organization.severities;
  const severity = severities.find(({ id }) => id === asked.severity);
  const at = instantIn(asked.at);
  if (known && found && severity && typeof at === "number") return { resolved, alerts: alertsOf(resolved), ...found, severity, at };
  return [
    ...(known ? [] : [unknown(called.environment, asked.environment, "environment", environments)]),
    ...(found ? [] : [unknown(called.service, asked.service, "service", paths(resolved))]),
    ...(severity
      ? []
      : [
          unknown(
            called.severity,
            asked.severity,
            "severity",
            severities.map(({ id }) => id),
          ),
        ]),
    ...(typeof at === "number" ? [] : [`${called.at} ${asked.at}: ${at}`]),
  ];
}

const paths = ({ systems }: Resolved): string[] => systems.flatMap(({ services }) => services.map(({ path }) => path));

function unknown(option: string, written: string, noun: string, names: readonly string[]): string {
  const near = nearest(written, names);
  return `${option} ${written}: there is no such ${noun}${near ? `; did you mean ${near}?` : ""} (${names.join(", ")})`;
}
