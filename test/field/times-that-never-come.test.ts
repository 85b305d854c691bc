import { prove } from "./case.ts";
import { table } from "./tables/times-that-never-come.ts";

prove(table);
