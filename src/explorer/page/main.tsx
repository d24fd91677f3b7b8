/** The page of a report: the run that is baked into it. */
import { open } from './open.tsx';

void open();
