namespace DeepRecipes.Readme.Tests;

public class CodeLinesTests
{
    private static readonly string[] Source = ["using System;", "using A.B;", "", "class C", "{", "    void M()", "    {", "        int a = 1;", "", "        a++;", "    }", "}"];

    [Theory]
    [InlineData("int a = 1;||a++;", true)]
    [InlineData("void M()|{|    int a = 1;", true)]
    [InlineData("using A.B;||int a = 1;", true)]
    [InlineData("using A.C;||int a = 1;", false)] // a directive that is nowhere
    [InlineData("int a = 2;", false)]
    [InlineData("int a = 1;|a++;", false)] // a line left out without saying so
    [InlineData("void M()|// ...|    a++;", true)]
    [InlineData("a++;|int a = 1;", false)] // another order
    [InlineData("{|int a = 1;", false)] // another indentation
    public void A_block_must_stand_line_by_line(string block, bool stands) => Assert.Equal(stands, CodeLines.Holds(Source, block.Split('|')));
}
