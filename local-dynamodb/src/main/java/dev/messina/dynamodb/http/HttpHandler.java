package dev.messina.dynamodb.http;

/** Answers requests, several at the same time. */
public interface HttpHandler {

  HttpReply handle(HttpCall call);
}
