import { Audience as WireAudience } from '@waylight/contracts/release';
import type { Audience } from '@waylight/disclosure-control';

/** The plan's name of an audience. An unknown audience becomes the narrowest. */
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
