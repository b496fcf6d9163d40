package dev.messina.sink.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.sink.session.SessionSettings.ContactPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeNameTest {

  private static final ContactPoint POINT = new ContactPoint("nodes", 9042);

  /** What the name service knows now. */
  private String[] known = {"127.0.0.1", "127.0.0.2"};

  @Test
  void everyAddressOfANameIsOneToConnectTo() {
    List<NodeName> names = NodeName.of(POINT, this::lookUp);
    assertThat(names)
        .extracting(NodeName::resolve)
        .containsExactly(at("127.0.0.1"), at("127.0.0.2"));
    assertThat(new HashSet<>(names)).hasSize(2);
    assertThat(names).isEqualTo(NodeName.of(POINT, this::lookUp));
    assertThat(names).extracting(NodeName::asMetricPrefix).doesNotHaveDuplicates();
  }

  @Test
  void aNodeIsReachedWhereItsNameIsNow() {
    NodeName name = NodeName.of(POINT, this::lookUp).get(0);
    assertThat(name.resolve()).isEqualTo(at("127.0.0.1"));
    known = new String[] {"127.0.0.7"};
    assertThat(name.resolve()).isEqualTo(at("127.0.0.7"));
  }

  @Test
  void anAddressThatTheNameStillHasIsKeptWhateverTheOrder() {
    NodeName name = NodeName.of(POINT, this::lookUp).get(0);
    assertThat(name.resolve()).isEqualTo(at("127.0.0.1"));
    known = new String[] {"127.0.0.3", "127.0.0.2", "127.0.0.1"};
    assertThat(name.resolve()).isEqualTo(at("127.0.0.1"));
  }

  @Test
  void aNameServiceThatIsAwayForAMomentChangesNothing() {
    NodeName name = NodeName.of(POINT, this::lookUp).get(1);
    assertThat(name.resolve()).isEqualTo(at("127.0.0.2"));
    known = new String[0];
    assertThat(name.resolve()).isEqualTo(at("127.0.0.2"));
    assertThat(name.isKnown()).isTrue();
  }

  @Test
  void aNameThatNobodyKnowsYetIsAskedForAgain() {
    known = new String[0];
    NodeName name = NodeName.of(POINT, this::lookUp).get(0);
    assertThat(name.resolve().isUnresolved()).isTrue();
    assertThat(name.isKnown()).isFalse();
    known = new String[] {"127.0.0.1"};
    assertThat(name.resolve()).isEqualTo(at("127.0.0.1"));
  }

  @Test
  void theNameStaysForCertificates() {
    assertThat(NodeName.of(POINT, this::lookUp).get(0).resolve().getHostString())
        .isEqualTo("nodes");
  }

  @Test
  void oneOfTheAddressesAnswersThoughTheFirstIsDead() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      int answers = 0;
      for (NodeName name :
          NodeName.of(new ContactPoint("nodes", server.getLocalPort()), this::lookUp)) {
        answers += isAnswered(name.resolve()) ? 1 : 0;
      }
      assertThat(answers).isEqualTo(1);
    }
  }

  private static boolean isAnswered(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    if (known.length == 0) {
      throw new UnknownHostException(host);
    }
    InetAddress[] addresses = new InetAddress[known.length];
    for (int i = 0; i < known.length; i++) {
      addresses[i] = InetAddress.getByAddress(host, InetAddress.getByName(known[i]).getAddress());
    }
    return addresses;
  }

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(address, 9042);
  }
}
