package dev.messina.dynamodb.expression;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/**
 * Texts of expressions to syntax trees. Those of late are remembered, since clients repeat them.
 */
final class Syntax {

  private static final int MOST_REMEMBERED = 1_000;

  private static final Remembered<ExpressionParser.WholeConditionContext> CONDITIONS =
      new Remembered<>(ExpressionParser::wholeCondition);
  private static final Remembered<ExpressionParser.WholeProjectionContext> PROJECTIONS =
      new Remembered<>(ExpressionParser::wholeProjection);
  private static final Remembered<ExpressionParser.WholeUpdateContext> UPDATES =
      new Remembered<>(ExpressionParser::wholeUpdate);

  private Syntax() {}

  static ExpressionParser.ConditionContext condition(ExpressionKind kind, String text) {
    return CONDITIONS.of(kind, text).condition();
  }

  static List<ExpressionParser.PathContext> projection(String text) {
    return PROJECTIONS.of(ExpressionKind.PROJECTION, text).path();
  }

  static List<ExpressionParser.SectionContext> update(String text) {
    return UPDATES.of(ExpressionKind.UPDATE, text).section();
  }

  private static final class Remembered<T> {

    private final Function<ExpressionParser, T> rule;
    private final Map<String, T> trees = new ConcurrentHashMap<>();

    Remembered(Function<ExpressionParser, T> rule) {
      this.rule = rule;
    }

    T of(ExpressionKind kind, String text) {
      if (text.isEmpty()) {
        throw kind.invalid("The expression can not be empty;");
      }
      T known = trees.get(text);
      if (known != null) {
        return known;
      }
      T tree = parse(kind, text);
      if (trees.size() >= MOST_REMEMBERED) {
        trees.clear();
      }
      trees.put(text, tree);
      return tree;
    }

    private T parse(ExpressionKind kind, String text) {
      ExpressionLexer lexer = new ExpressionLexer(CharStreams.fromString(text));
      lexer.removeErrorListeners();
      CommonTokenStream tokens = new CommonTokenStream(lexer);
      ExpressionParser parser = new ExpressionParser(tokens);
      parser.removeErrorListeners();
      parser.addErrorListener(new Refusal(kind, text, tokens));
      return rule.apply(parser);
    }
  }

  /** Says which token is wrong, and what stands beside it. */
  private static final class Refusal extends BaseErrorListener {

    private final ExpressionKind kind;
    private final String text;
    private final CommonTokenStream tokens;

    Refusal(ExpressionKind kind, String text, CommonTokenStream tokens) {
      this.kind = kind;
      this.text = text;
      this.tokens = tokens;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object offendingSymbol,
        int line,
        int column,
        String message,
        RecognitionException cause) {
      tokens.fill();
      Token wrong = (Token) offendingSymbol;
      Token before = neighbour(wrong, -1);
      Token after = neighbour(wrong, 1);
      int from = before.getType() == Token.EOF ? text.length() : before.getStartIndex();
      int to = after.getType() == Token.EOF ? text.length() : after.getStopIndex() + 1;
      String near = from < to ? text.substring(from, to) : "";
      throw kind.invalid(
          "Syntax error; token: \"" + wrong.getText() + "\", near: \"" + near + "\"");
    }

    /** The next token on that side that is no space, or the token itself at the end. */
    private Token neighbour(Token token, int direction) {
      int index = token.getTokenIndex() + direction;
      while (index >= 0 && index < tokens.size()) {
        Token found = tokens.get(index);
        if (found.getChannel() == Token.DEFAULT_CHANNEL) {
          return found;
        }
        index += direction;
      }
      return token;
    }
  }
}
