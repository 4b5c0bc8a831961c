/** `npm run kernel`: compiles the SIMD kernel anew, after a change of its source or of the compiler. */

import { writeFileSync } from 'node:fs';
import { BINARY, compileKernel } from './compile.ts';

writeFileSync(BINARY, compileKernel());
