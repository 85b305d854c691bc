import { prove } from "./case.ts";
import { table } from "./tables/told-to-its-own-people.ts";

prove(table);
