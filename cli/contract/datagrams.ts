import { NotDatagrams, parseDatagrams, type SentSample } from "../../analysis/contract/datagrams/parse.ts";
import { type Bounds, CannotCompare, readText } from "./body.ts";

/**
 * What an application sent to its DogStatsD agent, recorded in a file.
 *
 * @throws CannotCompare if it cannot be read, or is something else
 */
export async function readDatagrams(path: string, bounds: Bounds): Promise<SentSample[]> {
  const text = await readText(path, bounds);
  try {
    return parseDatagrams(text);
  } catch (error) {
    if (!(error instanceof NotDatagrams)) throw error;
    throw new CannotCompare(`${path} is no record of DogStatsD: ${error.message}`);
  }
}
