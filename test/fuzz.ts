/** fast-check with the seed of the tests. A test imports it from here, so that no draw is left to luck. */
import * as fc from 'fast-check';

import { seed } from './seed';

fc.configureGlobal({ seed });

export { fc };
