import { prove } from "./case.ts";
import { table } from "./tables/faults-of-the-machine.ts";

prove(table);
