package dev.messina.cli.demo;

/** The pipeline cannot get any further; the message says where it stands and what to look at. */
public final class PipelineFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PipelineFailedException(String message) {
    super(message);
  }
}
