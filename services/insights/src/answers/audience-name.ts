import { Audience as WireAudience } from '@waylight/contracts/release';
import type { Audience } from '@waylight/disclosure-control';

/** Names of audiences as the plan has them; an unknown one is the narrowest. */
export function audienceName(audience: WireAudience): Audience {
  switch (audience) {
    case WireAudience.PUBLIC:
      return 'public';
    case WireAudience.AUTHORITIES:
      return 'authorities';
    case WireAudience.NETWORK:
      return 'network';
    default:
      return 'partners';
  }
}
