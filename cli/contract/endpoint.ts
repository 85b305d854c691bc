import { type Exposition, NotAnExposition } from "../../analysis/contract/exposition/exposition.ts";
import { parseExposition } from "../../analysis/contract/exposition/parse.ts";
import { addressOf, ask, type Bounds, CannotCompare, readText, shown } from "./body.ts";

/** As Prometheus asks: OpenMetrics where it can be had. The binary format is not asked for. */
const accept = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * What a metrics endpoint, or a file with the answer of one, says.
 *
 * @throws CannotCompare if it cannot be had, or is no metrics format
 */
export async function readEndpoint(from: string, bounds: Bounds, token?: string): Promise<Exposition> {
  if (!isAddress.test(from)) {
    const text = await readText(from, bounds);
    return parsed(text, /^# EOF\s*$/m.test(text), from);
  }
  const url = addressOf(from);
  const { status, type, text } = await ask({ url, accept, token, bounds });
  if (status !== 200) throw new CannotCompare(`${shown(url)} answers ${status}, not 200`);
  if (type.includes("protobuf")) throw new CannotCompare(`${shown(url)} answers ${type}, and only the text formats are read`);
  return parsed(text, type.includes("openmetrics"), shown(url));
}

function parsed(text: string, openMetrics: boolean, from: string): Exposition {
  try {
    return parseExposition(text, openMetrics);
  } catch (error) {
    if (!(error instanceof NotAnExposition)) throw error;
    throw new CannotCompare(`${from} is no metrics endpoint, or a broken one: ${error.message}`);
  }
}
