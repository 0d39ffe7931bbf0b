import { Component, type ReactNode } from 'react';

type Props = { readonly children: ReactNode; readonly instead: ReactNode };

/** Limits a rendering error to one part of a page. React supports error boundaries only as classes. */
export class FailureBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.instead : this.props.children;
  }
}
