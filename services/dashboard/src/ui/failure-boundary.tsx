import { Component, type ReactNode } from 'react';

type Props = { readonly children: ReactNode; readonly instead: ReactNode };

/** Keeps a defect in one part of a page from taking the rest with it. A class, because React has no other form for it. */
export class FailureBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.instead : this.props.children;
  }
}
