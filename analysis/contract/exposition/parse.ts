import { type Declaration, type Exposition, NotAnExposition, type Sample } from "./exposition.ts";
import { Reader } from "./reader.ts";

/**
 * Reads the text format (version 0.0.4) or OpenMetrics 1.0, names in quotation marks included. Every line is
 * read or refused: a page that is no metrics endpoint must not look like an endpoint without metrics. What a reader of
 * names, kinds and labels has no use for (help, time stamps, exemplars) is read and dropped.
 *
 * @param openMetrics whether the text claims to be OpenMetrics, which ends with `# EOF`
 * @throws NotAnExposition with the first line that is neither
 */
export function parseExposition(text: string, openMetrics: boolean): Exposition {
  const declarations = new Map<string, Declaration>();
  const samples = new Map<string, Sample[]>();
  const lines = text.split("\n");
  let ended = false;
  for (const [index, written] of lines.entries()) {
    const line = written.endsWith("\r") ? written.slice(0, -1) : written;
    if (line.trim() === "") continue;
    if (ended) throw new NotAnExposition(index + 1, "there is more after # EOF");
    const reader = new Reader(line, index + 1);
    if (line.trimStart().startsWith("#")) ended = comment(reader, declarations, openMetrics);
    else {
      const sample = readSample(reader);
      const same = samples.get(sample.name);
      if (same) same.push(sample);
      else samples.set(sample.name, [sample]);
    }
  }
  if (openMetrics && !ended) throw new NotAnExposition(lines.length, "OpenMetrics ends with # EOF: the answer is cut off");
  return { openMetrics, declarations, samples };
}

const kinds: ReadonlySet<string> = new Set([
  ...["counter", "gauge", "histogram", "summary", "untyped"],
  ...["unknown", "gaugehistogram", "info", "stateset"],
]);

/** Returns whether the line is the end. Comments that are none of the known kinds say nothing. */
function comment(reader: Reader, declarations: Map<string, Declaration>, openMetrics: boolean): boolean {
  reader.blanks();
  reader.take("#");
  reader.blanks();
  const word = reader.word();
  if (word === "EOF" && openMetrics) return true;
  if (word !== "TYPE" && word !== "UNIT") return false;
  reader.blanks();
  const family = reader.name();
  reader.blanks();
  const said = reader.rest().trim();
  if (word === "TYPE" && !kinds.has(said)) throw reader.fault(`${JSON.stringify(said)} is no type of a metric`);
  const declaration = declarations.get(family) ?? {};
  if (word === "UNIT") declaration.unit = said;
  else if (declaration.kind !== undefined) throw reader.fault(`${family} has a second type`);
  else declaration.kind = said;
  declarations.set(family, declaration);
  return false;
}

function readSample(reader: Reader): Sample {
  const { name, labels } = readSeries(reader);
  reader.blanks();
  const value = reader.number();
  readRest(reader);
  return { name, labels, value };
}

/** Reads `name{label="value",…}`, or `{"name",label="value",…}`. */
export function readSeries(reader: Reader): Pick<Sample, "name" | "labels"> {
  reader.blanks();
  const labels = new Map<string, string>();
  // A name that is not an identifier is quoted and comes first inside the braces.
  const outside = reader.at("{") ? undefined : reader.name();
  reader.blanks();
  const inside = reader.at("{") ? readLabels(reader, labels) : undefined;
  const name = outside ?? inside;
  if (name === undefined || (outside !== undefined && inside !== undefined)) throw reader.fault("a sample has one name");
  return { name, labels };
}

/** Returns the name at this position, if there is one. */
function readLabels(reader: Reader, labels: Map<string, string>): string | undefined {
  let name: string | undefined;
  reader.take("{");
  reader.blanks();
  while (!reader.at("}")) {
    const key = reader.name();
    reader.blanks();
    if (reader.at("=")) {
      reader.take("=");
      reader.blanks();
      if (labels.has(key)) throw reader.fault(`the label ${key} occurs twice`);
      labels.set(key, reader.quoted());
    } else if (name === undefined && labels.size === 0) name = key;
    else throw reader.fault(`the label ${key} has no value`);
    reader.blanks();
    if (reader.at("}")) break;
    reader.take(",");
    reader.blanks();
  }
  reader.take("}");
  return name;
}

/** A time stamp and an exemplar may follow. */
function readRest(reader: Reader): void {
  reader.blanks();
  if (!reader.done() && !reader.at("#")) reader.number();
  reader.blanks();
  if (reader.at("#")) {
    reader.take("#");
    reader.blanks();
    readLabels(reader, new Map());
    reader.blanks();
    reader.number();
    reader.blanks();
    if (!reader.done()) reader.number();
    reader.blanks();
  }
  if (!reader.done()) throw reader.fault(`${JSON.stringify(reader.rest().slice(0, 40))} is more than a sample has`);
}
