import type { Variant } from '../../../dist/index.js';

/** The app that is registered at every derived stand-in. No secret: it exists on this machine's loopback only. */
export const app = { id: 'stand-in-app', secret: '5f2d1c9be84a47d6a0b1f3c2d4e5f607' };

/** The app that acts for itself. */
export const machine = { id: 'stand-in-machine', secret: '0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f' };

/** The app of each variant. */
export const appOf = (variant: Variant) => (variant === 'clientCredentials' ? machine : app);
