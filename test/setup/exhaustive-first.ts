import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Begins with the exhaustive tests: they take longest for their lines, and without times of an earlier run the runner takes the largest files first. */
export default class ExhaustiveFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ project }: TestSpecification) => Number(project.name !== "exhaustive");
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
}
