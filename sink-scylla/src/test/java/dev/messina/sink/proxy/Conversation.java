package dev.messina.sink.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What a proxy does with the bytes of one connection. Each direction has a thread of its own. */
interface Conversation {

  /** Carries on until the client has no more to say. */
  void requests(InputStream client, OutputStream server) throws IOException;

  /** Carries on until the server has no more to say. */
  void answers(InputStream server, OutputStream client) throws IOException;
}
