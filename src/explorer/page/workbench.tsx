/** The page of a workbench: the live view of `impsc serve`, and what there is to look up. A report carries none of its script. */
import { open } from './open.tsx';
import { workbenchToken } from './parts/workbench-state.ts';
import { WorkbenchView } from './views/workbench/workbench.tsx';

const token = workbenchToken();

void open(token === undefined ? undefined : () => <WorkbenchView token={token} />);
