import type { Words } from "../model/checked-vocabulary.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Resolved, Store } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";

/** A file as it is written: where, below the folder of one environment, and its whole text. */
export interface RenderedFile {
  /** relative, with slashes, for example `prometheus/resonant-prom/prometheus.yml` */
  readonly path: string;
  readonly text: string;
}

/** A file as a target renders it. */
export interface TargetFile extends RenderedFile {
  /** entries of the catalog that it answers, as the objects of a plan do: `sources/resonant-prom`, `hastecrm/tracing` */
  readonly from: readonly string[];
}

/** What the files of a target cannot say of one entry of the catalog. */
export class Unsayable extends Error {
  override readonly name = "Unsayable";
  readonly refusal: Refusal;

  constructor(entry: string, why: string) {
    super(`${entry}: ${why}`);
    this.refusal = { entry, why };
  }
}

/** A program that is configured by files and has no API or provider, with its words for the catalog. */
export interface Target extends Words {
  /** of its folder below `artifacts/` and below the rendered folder */
  readonly name: string;
  /** for people */
  readonly title: string;
  /** of all alerts those that the program evaluates by itself, from its files; absent: none */
  evaluates?(alerts: readonly Alert[]): readonly Alert[];
  /** lines in Markdown: where the on-call searches a store that it configures */
  searched?(store: Store): string[];
  /**
   * The files of one environment; none where the catalog has nothing for this target. Pure, and without a secret: files
   * name other files that hold one.
   *
   * @throws Unsayable, or Error with one sentence, where the catalog asks for something that the files cannot say
   */
  files(resolved: Resolved, alerts: readonly Alert[]): readonly TargetFile[];
}
